//! Floor 2: a PC. It knows nothing of SMS.

pub mod clock;
pub mod drives;
pub mod path;
pub mod volume;
/// The operating system a client runs.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum OsKind {
    /// MS-DOS 5.0.
    Dos5,
    /// MS-DOS 6.x.
    Dos6,
    /// Windows 3.1 on MS-DOS 6.x.
    Win31,
    /// Windows for Workgroups 3.11 on MS-DOS 6.x.
    Wfw311,
    /// Windows 95.
    Win95,
    /// Windows NT 3.51.
    Nt351,
    /// Windows NT 4.0.
    Nt40,
    /// OS/2 Warp.
    Os2,
}
pub use path::*;
pub use volume::*;
