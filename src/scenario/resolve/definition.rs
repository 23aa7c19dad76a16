//! What a package's command needs: as the scenario says, or as the package definition file that it names.

use super::Resolver;
use super::site::{other_platforms_of, platforms_of};
use crate::machine::OsKind;
use crate::scenario::diagnostic::{Extent, quoted};
use crate::scenario::document::Package;
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
