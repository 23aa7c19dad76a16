//! What people do, step by step.

use crate::base::{JobId, Selection, ServerId, SimTime};

#[derive(Clone, Debug)]
pub struct ScriptStep {
    pub at: SimTime,
    pub on: Selection,
    pub action: Action,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// The person at the client picks the job in PCM's window, runs it, and answers its dialogs with these keys.
    Run(JobId, Vec<u8>),
    /// The person works the machine.
    Machine {
        action: MachineAction,
        /// What runs in MS-DOS while Windows restarts.
        command: Option<String>,
        /// The answers to what the machine asks.
        keys: Vec<u8>,
    },
    /// The person types a command line at the prompt, or in a DOS window, and answers with these keys.
    Type(String, Vec<u8>),
    /// The person works PCM's window.
    Pcm(PcmAction),
    /// The administrator works at the site server.
    Admin(AdminAction),
    /// A logon server stops answering, or answers again.
    Server(ServerId, Answers),
    /// The administrator cancels a job.
    Cancel(JobId),
    /// Another program at the site server opens or closes the instruction files of clients.
    Instructions(FileWord),
}

/// Whether a server answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answers {
    Again,
    NoMore,
}

/// What a program does with a file.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum FileWord {
    /// Opens it, so that nobody else can change it.
    Open,
    /// Closes it again.
    Close,
}

/// What a person can do in PCM's window, besides running a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PcmAction {
    /// Puts a package of Pending Commands away.
    Archive(JobId),
    Simple(PcmWork),
}

/// What a person can do with PCM as a whole.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize, schemars::JsonSchema,
)]
pub enum PcmWork {
    /// Opens its window.
    #[serde(rename = "open")]
    Open,
    /// Closes its window; PCM goes on (Q164657).
    #[serde(rename = "close")]
    Close,
    /// Opens the Job Details of a package and leaves them there (Q160853).
    #[serde(rename = "open details")]
    OpenDetails,
    /// Closes the Job Details.
    #[serde(rename = "close details")]
    CloseDetails,
    /// Ends PCM and starts it again.
    #[serde(rename = "restart")]
    Restart,
    /// Ends PCM, so that it is out of memory; it starts again at the next logon (Q164657).
    #[serde(rename = "end")]
    End,
    /// Deletes PCMHIST.REG, PCM's history (Q122202, Q229809).
    #[serde(rename = "delete history")]
    DeleteHistory,
    /// Presses ENTER at the box that PCM shows.
    #[serde(rename = "press enter")]
    PressEnter,
}

/// What the administrator can do at the site server.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize, schemars::JsonSchema,
)]
pub enum AdminAction {
    /// Opens SYSTEM.MAP and saves it again without a change, so that all clients are verified (Q166771).
    #[serde(rename = "save SYSTEM.MAP")]
    SaveSystemMap,
    /// Stops the service Maintenance Manager.
    #[serde(rename = "stop Maintenance Manager")]
    StopMaintenanceManager,
    #[serde(rename = "start Maintenance Manager")]
    StartMaintenanceManager,
    /// Stops the service Despooler.
    #[serde(rename = "stop Despooler")]
    StopDespooler,
    #[serde(rename = "start Despooler")]
    StartDespooler,
    /// Deletes what the Despooler keeps in the registry of packages transferred (Q199994).
    #[serde(rename = "delete Transfer Packages")]
    DeleteTransferPackages,
}

/// What can be done to a machine as a whole.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize, schemars::JsonSchema,
)]
pub enum MachineAction {
    /// Switches it on.
    #[serde(rename = "boot")]
    Boot,
    /// Logs on: to Windows NT, or at a desktop or a prompt to the network. The logon script runs.
    #[serde(rename = "log on")]
    LogOn,
    /// Dials in to the network (RAS).
    #[serde(rename = "dial in")]
    DialIn,
    /// Leaves Windows; on Windows 3.x to the prompt.
    #[serde(rename = "quit windows")]
    QuitWindows,
    /// Has Windows end and come back without a restart of the machine, as setup programs do at their end.
    #[serde(rename = "restart windows")]
    RestartWindows,
    /// Ends everything and switches off.
    #[serde(rename = "shut down")]
    ShutDown,
    /// Shuts down and starts again.
    #[serde(rename = "restart")]
    Restart,
    /// The power goes.
    #[serde(rename = "cut power")]
    CutPower,
}

impl MachineAction {
    /// As a scenario has it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Boot => "boot",
            Self::LogOn => "log on",
            Self::DialIn => "dial in",
            Self::QuitWindows => "quit windows",
            Self::RestartWindows => "restart windows",
            Self::ShutDown => "shut down",
            Self::Restart => "restart",
            Self::CutPower => "cut power",
        }
    }
}
