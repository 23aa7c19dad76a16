//! Floor 0: what every other floor counts and names things with.

pub mod digest;
pub mod draw;
pub mod ids;
pub mod line;
pub mod text;
pub mod time;

pub use digest::{Digest, Fingerprint};
pub use draw::{Draws, Purpose};
pub use ids::{ClientId, JobId, PackageId, Selection, ServerId};
pub use line::{Line, piece_len};
pub use time::{Calendar, SimTime, Span};
