//! How CMD.EXE shows a command before it runs it: as it was understood, not as it was typed.

use super::super::expand::prompt;
use super::super::session::Session;
use super::node::{Comparison, Condition, For, If, Kind, Node, Redirection};

impl Session<'_> {
    /// Shows a command behind the prompt if ECHO is on.
    pub fn echo_command(&mut self, node: &Node) {
        if self.echo && !matches!(node, Node::Quiet(_)) {
            let shown = format!("\r\n{}{}\r\n", prompt(self.drives, self.env), shown(node));
            self.console.print(&shown);
        }
    }
}

fn joined(nodes: &[Node], mark: &str) -> String {
    nodes.iter().map(shown).collect::<Vec<_>>().join(mark)
}

pub(super) fn shown(node: &Node) -> String {
    match node {
        Node::Simple(text) => format!("{} ", text.trim_end()),
        Node::Block(nodes) if nodes.len() == 1 => format!("({}) ", joined(nodes, "")),
        Node::Block(nodes) => format!("(\r\n{}\r\n) ", joined(nodes, "\r\n")),
        Node::Redirected(inner, redirections) => {
            format!("{}{}", shown(inner), redirections.iter().map(shown_redirection).collect::<String>())
        }
        Node::Sequence(nodes) => joined(nodes, " & "),
        Node::WhileDone(nodes) => joined(nodes, " && "),
        Node::UntilDone(nodes) => joined(nodes, " || "),
        Node::Pipe(nodes) => joined(nodes, " | "),
        Node::If(decision) => shown_if(decision),
        Node::For(repetition) => shown_for(repetition),
        Node::Quiet(inner) => format!("@{}", shown(inner)),
    }
}

fn shown_redirection(redirection: &Redirection) -> String {
    match redirection {
        Redirection::Input(name) => format!("0<{name} "),
        Redirection::File { errors, name, append } => {
            format!("{}{}{name} ", if *errors { 2 } else { 1 }, if *append { ">>" } else { ">" })
        }
        Redirection::Same { errors } => if *errors { "2>&1 " } else { "1>&2 " }.to_string(),
    }
}

fn shown_if(decision: &If) -> String {
    let any_case = if decision.any_case { "/I " } else { "" };
    let not = if decision.negated { "NOT " } else { "" };
    let otherwise =
        decision.otherwise.as_ref().map(|node| format!(" ELSE {}", shown(node))).unwrap_or_default();
    format!("IF {any_case}{not}{} {}{otherwise}", shown_condition(&decision.condition), shown(&decision.then))
}

fn shown_condition(condition: &Condition) -> String {
    match condition {
        Condition::ErrorLevel(code) => format!("ERRORLEVEL {code}"),
        Condition::Exists(name) => format!("EXIST {name}"),
        Condition::Defined(name) => format!("DEFINED {name}"),
        Condition::ExtensionVersion(version) => format!("CMDEXTVERSION {version}"),
        Condition::Compared { left, comparison, right } => {
            let word = Comparison::WORDS.iter().find(|(_, c)| c == comparison).map_or("==", |(word, _)| word);
            format!("{left} {word} {right}")
        }
    }
}

fn shown_for(repetition: &For) -> String {
    let kind = match &repetition.kind {
        Kind::Words => String::new(),
        Kind::Directories => "/D ".to_string(),
        Kind::Numbers => "/L ".to_string(),
        Kind::Tree(root) => format!("/R {root} "),
        Kind::Lines(options) => format!("/F {options} "),
    };
    format!("FOR {kind}%{} IN ({}) DO {}", repetition.variable, repetition.set, shown(&repetition.body))
}
