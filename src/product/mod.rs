//! Floor 3: facts about SMS that are true whatever a scenario does.

pub mod behavior;
pub mod deviation;
pub mod installer;
pub mod names;
pub mod quirks;
pub mod release;
pub mod response;
pub mod status;

pub use behavior::{Behavior, ExpiryNotice};
pub use deviation::{Cause, Deviation, Silence};
pub use release::Release;
pub use response::Response;
pub use status::Status;
