//! A directory of instruction files, one for each client: PCMDOM.BOX at the site, PCMINS.BOX at each logon server.

use crate::base::ClientId;
use crate::wire::winst::Winst;

/// Instruction files by client.
pub struct Instructions {
    files: Vec<Winst>,
}

impl Instructions {
    pub fn new(clients: u32) -> Self {
        Self { files: vec![Winst::default(); clients as usize] }
    }

    pub fn of(&self, client: ClientId) -> &Winst {
        &self.files[client.ix()]
    }

    pub fn of_mut(&mut self, client: ClientId) -> &mut Winst {
        &mut self.files[client.ix()]
    }
}
