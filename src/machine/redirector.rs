//! The redirector: the part of a machine that reaches what others share.

/// How far a machine has come with its network.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Redirector {
    /// There is no network: no cable, or no call has been made.
    #[default]
    NoNetwork,
    /// The network is there, and nobody has logged on to it.
    NobodyLoggedOn,
    LoggedOn,
}
