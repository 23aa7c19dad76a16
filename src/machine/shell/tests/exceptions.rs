//! Cases that do not pass, with the reason. The table may only shrink.

use crate::machine::shell::Dialect;

/// Cases of one dialect that fail for one reason.
pub(super) struct Exceptions {
    pub dialect: Dialect,
    pub reason: &'static str,
    pub cases: &'static [&'static str],
}

pub(super) const EXCEPTIONS: &[Exceptions] = &[
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine refuses wildcards in the second name of COPY and REN, and in TYPE; NT fills them in",
        cases: &[
            "copy-11-wild-ext",
            "copy-12-wild-q",
            "copy-20-concat-pairs",
            "copy-48-wild-in-dst-dir",
            "real-04-mssetup-for",
            "ren-03-wild-q",
            "ren-04-wild-target",
            "type-05-wild",
        ],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "a command that cannot be understood ends the batch file in NT; Wine goes on with the next line, or ignores it",
        cases: &[
            "for-15-long-var",
            "if-10-eq-single",
            "if-12-eq-empty-both",
            "if-14-not-not",
            "if-29-nocmd",
            "set-24-semicolon-cmp",
        ],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine takes `,`, `;` and `=` before or behind a command's word for a part of it, and other characters not for its end",
        cases: &[
            "delim-01-copy",
            "delim-02-leading",
            "delim-07-md",
            "echo-03-delims",
            "echo-04-delims-empty",
            "goto-26-delim-semi",
            "goto-40-glued",
        ],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine does not end a program's name at a slash or a comma",
        cases: &["param-10-glued-slash", "param-16-prog-tail"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine deletes hidden and system files, and overwrites hidden ones; NT's DEL passes over them and its COPY is denied (CopyFile)",
        cases: &["copy-38-hidden-dst", "del-18-hidden", "del-19-system", "kb-19-hidden-ops"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine's FIND does not know `/V` and `/C`, and its ATTRIB takes one attribute only",
        cases: &["attrib-06-hrs", "real-27-config-patch", "redir-32-find"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "the host that Wine ran on: A on every file, names in the order of the alphabet, no device CON, another code page, files that cannot be opened twice",
        cases: &["attrib-01-show", "line-15-high", "redir-25-self-append", "redir-28-con"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine puts no ^Z at the end for `/A` behind the target, copies the last of two files only, and ignores switches that it does not know",
        cases: &["copy-22-ctrlz-plain", "copy-40-dir-src-to-new", "copy-45-badswitch"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine asks for three files with /P, and takes its second answer for all that follow",
        cases: &["del-24-p"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine shows nothing for `CD C:`",
        cases: &["dir-19-cd-drive"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine does not show the command that FOR repeats, and shows labels",
        cases: &["for-23-at", "goto-23-label-echo"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "by default a line that begins with `;` is passed over by FOR /F, and so is an empty one; Wine passes over neither",
        cases: &["nt-10-for-f"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine has no BREAK, runs a batch file rather than the internal command of CALL, and takes a file ECHO for `ECHO.`",
        cases: &["echo-22-echo-dot-file", "more-05-vol-label", "name-12-exec-internal-first"],
    },
    Exceptions {
        dialect: Dialect::CmdNt,
        reason: "Wine reads on behind a ^Z, hangs at a NUL, and takes the quote of a command's name for a letter",
        cases: &["line-06-ctrlz", "line-17-nul", "line-21-quoted-cmd"],
    },
];
