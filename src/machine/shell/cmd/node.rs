//! What a command of CMD.EXE is once it has been read: a tree, whose leaves are still text in which the
//! variables of FOR are put when they run.

/// A command, or several that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) enum Node {
    /// A command with its arguments, without redirections, carets taken out.
    Simple(String),
    /// The commands between parentheses.
    Block(Vec<Self>),
    Redirected(Box<Self>, Vec<Redirection>),
    /// `&`: one after another.
    Sequence(Vec<Self>),
    /// `&&`: each only when the one before did not fail.
    WhileDone(Vec<Self>),
    /// `||`: each only when the one before failed.
    UntilDone(Vec<Self>),
    Pipe(Vec<Self>),
    If(Box<If>),
    For(Box<For>),
    /// `@`: it is not echoed.
    Quiet(Box<Self>),
}

/// Where one handle goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) enum Redirection {
    Input(String),
    File {
        errors: bool,
        name: String,
        append: bool,
    },
    /// `2>&1`, or `1>&2`.
    Same {
        errors: bool,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) struct If {
    pub any_case: bool,
    pub negated: bool,
    pub condition: Condition,
    pub then: Node,
    pub otherwise: Option<Node>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) enum Condition {
    ErrorLevel(String),
    Exists(String),
    Defined(String),
    ExtensionVersion(String),
    Compared { left: String, comparison: Comparison, right: String },
}

/// `==`, and the words that came with the extensions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Comparison {
    Same,
    Equ,
    Neq,
    Lss,
    Leq,
    Gtr,
    Geq,
}

impl Comparison {
    pub const WORDS: [(&'static str, Self); 6] = [
        ("EQU", Self::Equ),
        ("NEQ", Self::Neq),
        ("LSS", Self::Lss),
        ("LEQ", Self::Leq),
        ("GTR", Self::Gtr),
        ("GEQ", Self::Geq),
    ];
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) struct For {
    pub kind: Kind,
    pub variable: char,
    /// What is between the parentheses.
    pub set: String,
    pub body: Node,
}

/// What a FOR goes through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) enum Kind {
    /// Words, and the files that wildcards find.
    Words,
    /// `/D`: directories instead of files.
    Directories,
    /// `/R`: the same words in every directory below this one.
    Tree(String),
    /// `/L`: numbers.
    Numbers,
    /// `/F`: the lines of files, of a text or of what a command prints, and how they are taken apart.
    Lines(String),
}
