//! Floor 3: facts about SMS that are true whatever a scenario does.

pub mod names;
pub mod release;
pub mod response;
pub mod status;

pub use release::Release;
pub use response::Response;
pub use status::Status;
