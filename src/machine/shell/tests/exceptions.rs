//! Cases that do not pass, with the reason. The table may only shrink.

use crate::machine::shell::Dialect;

/// Case, dialect and reason.
pub(super) const EXCEPTIONS: &[(&str, Dialect, &str)] = &[];
