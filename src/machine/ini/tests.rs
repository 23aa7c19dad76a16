//! Tests of the whole: recorded answers, what differs between systems, and laws that hold for all files.

mod laws;
mod recorded;
mod systems;

use super::{Dialect, IniFile};

fn parse(text: &str, dialect: Dialect) -> IniFile {
    IniFile::parse(text.as_bytes(), dialect)
}

fn text(file: &IniFile) -> &str {
    std::str::from_utf8(file.as_bytes()).expect("the tests write ASCII")
}
