//! `Include Script`: when a script is compiled, the items of another stand in the place of the item that names it, and count as
//! items of the one (Q178143). Two that every template names are part of the program, and are carried out by it.

use crate::wire::ipf::{Block, Ipf, MAX_ITEMS, Part};

use super::items::Kind;
use super::script::{Problem, ScriptError};

/// The uninstaller is put beside the application.
pub const UNINSTALL_SCRIPT: &str = "uninstal.ipf";
/// What was done is undone.
pub const ROLLBACK_SCRIPT: &str = "rollback.ipf";
/// Scripts that include one another (assumed).
const MAX_DEPTH: usize = 8;

/// Scripts by the path with which others include them; upper and lower case are the same.
pub type Scripts<'a> = [(&'a str, &'a Ipf)];

/// The script with the others in it.
///
/// # Errors
/// One that is not given, that includes itself, or that makes too many items.
pub fn included(ipf: &Ipf, scripts: &Scripts<'_>) -> Result<Ipf, ScriptError> {
    let mut whole = Whole { scripts, parts: Vec::new(), items: 0 };
    whole.add(&ipf.parts, 0)?;
    Ok(Ipf { parts: whole.parts, ..ipf.clone() })
}

struct Whole<'a> {
    scripts: &'a Scripts<'a>,
    parts: Vec<Part>,
    /// Items so far, those counted for which others stand.
    items: usize,
}

impl Whole<'_> {
    fn add(&mut self, from: &[Part], depth: usize) -> Result<(), ScriptError> {
        for part in from {
            match part.block() {
                Some(block) => self.add_item(block, depth)?,
                // A blank line is one of the first script alone.
                None if depth > 0 => {}
                None => self.parts.push(part.clone()),
            }
        }
        Ok(())
    }

    fn add_item(&mut self, block: &Block, depth: usize) -> Result<(), ScriptError> {
        self.items += 1;
        let problem = |problem: Problem| problem.at(block, self.items);
        if self.items > MAX_ITEMS {
            return Err(problem(Problem::TooMany));
        }
        if is_included(block) {
            let path = block.text("Pathname");
            let script = self.scripts.iter().find(|(name, _)| name.eq_ignore_ascii_case(path));
            let (_, script) = script.ok_or_else(|| problem(Problem::NoScript))?;
            return if depth < MAX_DEPTH {
                self.add(&script.parts, depth + 1)
            } else {
                Err(problem(Problem::TooDeep))
            };
        }
        // What is said of a script as a whole is that of the first.
        if depth == 0 || block.name != "Global" {
            let mut block = block.clone();
            // The last line of a file may have no end, and here it is followed by others.
            block.foot.behind = block.foot.behind.filter(|end| depth == 0 || !end.is_empty());
            self.parts.push(Part::Block(block));
        }
        Ok(())
    }
}

/// Whether an item stands for those of another script.
fn is_included(block: &Block) -> bool {
    let path = block.text("Pathname").to_ascii_lowercase();
    let is_own = [UNINSTALL_SCRIPT, ROLLBACK_SCRIPT].iter().any(|own| path.ends_with(own));
    Kind::of(&block.name) == Some(Kind::Include) && !block.remarked && !is_own
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(items: &[(&str, &str)]) -> Ipf {
        Ipf::of(items.iter().map(|(name, path)| Block::new(name, &[("Pathname", path)])).collect())
    }

    #[test]
    fn another_script_stands_in_the_place_of_the_item() {
        let main = script(&[("Remark", ""), ("Include Script", "a.ipf"), ("Remark", "")]);
        let a = script(&[("Global", ""), ("Delete File", "X"), ("Include Script", "B.IPF")]);
        let b = script(&[("Create Directory", "Y"), ("Include Script", "C:\\uninstal.ipf")]);
        let whole = included(&main, &[("A.IPF", &a), ("b.ipf", &b)]).unwrap();
        let names: Vec<&str> = whole.blocks().map(|block| block.name.as_str()).collect();
        assert_eq!(names, ["Remark", "Delete File", "Create Directory", "Include Script", "Remark"]);
    }

    #[test]
    fn what_cannot_be_included_is_named() {
        let main = script(&[("Include Script", "A")]);
        let many = script(&vec![("Remark", ""); MAX_ITEMS]);
        let twice = script(&[("Include Script", "B"), ("Include Script", "B")]);
        for (scripts, problem) in [
            (&[][..], "the script that it includes is not given"),
            (&[("A", &main)], "scripts include one another too deep"),
            (&[("A", &twice), ("B", &many)], "the script has too many items"),
        ] {
            let error = included(&main, scripts).unwrap_err().to_string();
            assert!(error.ends_with(problem), "{error}");
        }
    }
}
