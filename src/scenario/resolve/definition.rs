//! What a package's command needs: as the scenario says, or as the package definition file that it names.

use super::Resolver;
use super::site::{other_platforms_of, platforms_of};
use crate::machine::OsKind;
use crate::scenario::diagnostic::{Extent, quoted};
use crate::scenario::document::package::Package;
use crate::scenario::node::Spanned;
use crate::scenario::payload::Payload;
use crate::wire::ins::OperatingSystems;
use crate::wire::pdf::{Pdf, Setup};
use crate::world::files::mask_of;

/// The command of a package and what it needs.
#[derive(Default)]
pub(super) struct Definition {
    pub command: String,
    pub platforms: Vec<OsKind>,
    pub other_platforms: OperatingSystems,
    pub background: bool,
    pub needs_user: bool,
    pub exits_windows: bool,
}

impl Resolver<'_, '_> {
    /// The definition of a package; keys of the scenario count before those of the file.
    pub(super) fn definition(&mut self, at: Extent, package: &Package) -> Definition {
        let setup = self.imported(package);
        if package.command.is_none() && package.pdf.is_none() {
            self.problem(at, "the package has no command", "expected `command`, or `pdf`");
        }
        let setup = setup.unwrap_or_default();
        let background = package.background.unwrap_or(setup.system_task);
        let systems = setup.operating_systems();
        let says_platforms = package.platforms.is_some() || package.other_platforms.is_some();
        let is_named = !setup.platforms.is_empty() && !says_platforms;
        Definition {
            command: package.command.clone().unwrap_or(setup.command_line),
            platforms: if is_named { named(systems) } else { platforms_of(package) },
            other_platforms: if is_named { systems } else { other_platforms_of(package) },
            background,
            needs_user: if package.pdf.is_some() { setup.user_input_required } else { !background },
            exits_windows: package.synchronous_exit.unwrap_or(setup.synchronous_exit_required),
        }
    }

    /// The setup variation of the package's definition file, if it names one.
    fn imported(&mut self, package: &Package) -> Option<Setup> {
        let Spanned { extent, value: path } = package.pdf.as_ref()?;
        let mut files = package.files.iter();
        let file = files.find(|(known, _)| known.value.0.as_str().eq_ignore_ascii_case(path.0.as_str()));
        let Some((_, source)) = file else {
            let title = format!("the package has no file {}", quoted(path.0.as_str()));
            self.problem(*extent, title, "expected one of its `files`");
            return None;
        };
        let bytes = Payload::from(source).content().known_bytes().unwrap_or_default();
        match Pdf::parse(&bytes) {
            Err(error) => {
                self.problem(*extent, "this file defines no package", error.to_string());
                None
            }
            Ok(pdf) => self.variation(&pdf, package.setup.as_ref()),
        }
    }

    fn variation(&mut self, pdf: &Pdf, wanted: Option<&Spanned<String>>) -> Option<Setup> {
        let Some(wanted) = wanted else { return pdf.setups.first().cloned() };
        let found = pdf.setup(&wanted.value).cloned();
        if found.is_none() {
            let known: Vec<&str> = pdf.setups.iter().map(|setup| setup.variation.as_str()).collect();
            self.unknown(wanted.extent, "setup variation", &wanted.value, &known);
        }
        found
    }
}

/// The systems here that the bits of a record name.
fn named(systems: OperatingSystems) -> Vec<OsKind> {
    OsKind::ALL.into_iter().filter(|os| systems.0 & mask_of(*os).0 != 0).collect()
}

#[cfg(test)]
mod tests {
    use crate::machine::OsKind;
    use crate::product::quirks;
    use crate::scenario::read;
    use crate::world::plan::PackagePlan;

    const PDF: &str = "[PDF]\\nVersion=1.0\\n[Package Definition]\\nSetupVariations=Typical, Quiet\\n[Typical Setup]\\nCommandLine=A.BAT\\n[Quiet Setup]\\nCommandLine=A.BAT /Q\\nUserInputRequired=FALSE\\nSystemTask=TRUE\\nSupportedPlatforms=Windows NT 3.51 (x86)\\n";

    fn package(keys: &str) -> Result<PackagePlan, String> {
        let text = format!(
            "article: Q150799\ntitle: t\nversions: [\"1.2\"]\nsite: {{code: S01}}\nclients: {{W1: {{os: nt40}}}}\npackages:\n  \
             P: {{{keys}, files: {{A.BAT: x, A.PDF: \"{PDF}\", B.PDF: none}}}}\njobs: {{S0100001: {{package: P, target: W1}}}}\n\
             expect: [{{when: settled, basis: assumed, status: {{W1: None}}}}]\n"
        );
        let scenario =
            read("s.yaml", text.as_bytes(), &quirks::ids()).map_err(|problems| problems.to_string())?;
        Ok(scenario.plan(0).packages[0].clone())
    }

    #[test]
    fn a_package_is_defined_by_its_file_and_the_scenario_may_say_otherwise() {
        let typical = package("pdf: a.pdf").unwrap();
        assert_eq!((typical.command.as_str(), typical.needs_user), ("A.BAT", true));
        assert!(typical.platforms.contains(&OsKind::Dos6));
        let quiet = package("pdf: A.PDF, setup: quiet").unwrap();
        assert_eq!((quiet.command.as_str(), quiet.needs_user, quiet.background), ("A.BAT /Q", false, true));
        assert_eq!(quiet.platforms, [OsKind::Nt35, OsKind::Nt351, OsKind::Nt40]);
        let other =
            package("pdf: A.PDF, setup: Quiet, command: B, background: false, platforms: [dos6]").unwrap();
        assert_eq!((other.command.as_str(), other.background), ("B", false));
        assert_eq!(other.platforms, [OsKind::Dos6]);
    }

    #[test]
    fn what_defines_no_package_is_told() {
        for (keys, words) in [
            ("background: true", "the package has no command"),
            ("pdf: C.PDF", "the package has no file `C.PDF`"),
            ("pdf: B.PDF", "there is no section [PDF] with a Version"),
            ("pdf: A.PDF, setup: Quite", "did you mean `Quiet`?"),
        ] {
            let message = package(keys).unwrap_err();
            assert!(message.contains(words), "{keys}: {message}");
        }
    }
}
