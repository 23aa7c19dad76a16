//! A logon server: the boxes of its SMS_SHR share.

use std::collections::VecDeque;

use super::filebox::FileBox;
use super::instructions::Instructions;
use crate::base::ClientId;

pub struct LogonServer {
    /// PCMINS.BOX, which clients may only read (Q189809).
    pub pcmins: Instructions,
    /// DESPOOLR.BOX, which PCM writes results to (Q169491).
    pub despoolr: FileBox,
    /// INVENTRY.BOX, which the Inventory Agent writes to.
    pub inventry: FileBox,
    /// Clients whose master instruction file has changed and is not copied here yet.
    pub stale: VecDeque<ClientId>,
}

impl LogonServer {
    pub fn new(clients: u32) -> Self {
        Self {
            pcmins: Instructions::new(clients),
            despoolr: FileBox::by_arrival(),
            inventry: FileBox::by_arrival(),
            stale: VecDeque::new(),
        }
    }
}
