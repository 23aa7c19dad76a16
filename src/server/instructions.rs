//! A directory of instruction files, one for each client: PCMDOM.BOX at the site, PCMINS.BOX at each logon server.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId};
use crate::wire::winst::Winst;

/// Instruction files by client.
pub struct Instructions {
    files: Vec<Winst>,
    /// Files that another program has open, and the jobs whose records are to be taken out when it has closed them.
    open: BTreeMap<ClientId, Vec<JobId>>,
}

impl Instructions {
    pub fn new(clients: u32) -> Self {
        Self { files: vec![Winst::default(); clients as usize], open: BTreeMap::new() }
    }

    pub fn of(&self, client: ClientId) -> &Winst {
        &self.files[client.ix()]
    }

    pub fn of_mut(&mut self, client: ClientId) -> &mut Winst {
        &mut self.files[client.ix()]
    }

    /// Another program opens a file.
    pub fn open(&mut self, client: ClientId) {
        self.open.entry(client).or_default();
    }

    pub fn is_open(&self, client: ClientId) -> bool {
        self.open.contains_key(&client)
    }

    /// Keeps in mind that a record is to be taken out of a file that is open.
    pub fn put_off(&mut self, client: ClientId, job: JobId) {
        self.open.entry(client).or_default().push(job);
    }

    /// The other program closes a file: the jobs whose records can now be taken out.
    pub fn close(&mut self, client: ClientId) -> Vec<JobId> {
        self.open.remove(&client).unwrap_or_default()
    }
}
