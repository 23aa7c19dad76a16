//! A logon server: the boxes of its SMS_SHR share, but for PCMINS.BOX, which is kept with the
//! [`Instructions`](super::instructions::Instructions): clients may only read there (Q189809).

use std::collections::VecDeque;

use super::filebox::FileBox;
use crate::base::ClientId;
use crate::product::names::FIRST_COPY_LIST;

pub struct LogonServer {
    /// DESPOOLR.BOX, which PCM writes results to (Q169491).
    pub despoolr: FileBox,
    /// INVENTRY.BOX, which the Inventory Agent writes to.
    pub inventry: FileBox,
    /// CopyListVersion of the copy lists CL_*.TXT (Q166771).
    pub copy_list: u32,
    /// Clients whose master instruction file has changed and is not copied here yet.
    pub stale: VecDeque<ClientId>,
    /// It does not answer.
    pub down: bool,
    /// Nobody may write to PCMINS.BOX.
    pub pcmins_is_read_only: bool,
}

impl Default for LogonServer {
    fn default() -> Self {
        Self {
            despoolr: FileBox::by_arrival(),
            inventry: FileBox::by_arrival(),
            copy_list: FIRST_COPY_LIST,
            stale: VecDeque::new(),
            down: false,
            pcmins_is_read_only: false,
        }
    }
}

impl LogonServer {
    /// Instruction files that can be copied here now.
    pub fn copies_due(&self) -> usize {
        if self.pcmins_is_read_only { 0 } else { self.stale.len() }
    }
}
