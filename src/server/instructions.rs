//! The instruction file of each client: its master in PCMDOM.BOX at the site, and its copies in PCMINS.BOX of the logon servers.
//!
//! A file is a number here, and equal files have the same: a million clients with the same records cost a few bytes each, and
//! whether two files are the same is no question of what is in them. All that is kept of a client lies together, because whoever
//! wants one of it mostly wants more of it, and to wait for memory is what a fleet costs most.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId, ServerId};
use crate::wire::winst::Winst;

/// An instruction file as it is in any number of places.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FileId(u32);

impl FileId {
    /// No file at all.
    const NONE: Self = Self(0);
}

/// What has become of a file: a record came or went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Added(JobId),
    Removed(JobId),
}

/// Every instruction file that there is or was, each once.
pub struct Files {
    files: Vec<Winst>,
    ids: BTreeMap<Winst, FileId>,
    /// What came of a change; of one that changed nothing, `None`.
    changed: BTreeMap<(FileId, Change), Option<FileId>>,
    /// The change that was last asked for: mostly the next is the same.
    last: Option<(FileId, Change, Option<FileId>)>,
}

impl Default for Files {
    fn default() -> Self {
        let none = Winst::default();
        let ids = BTreeMap::from([(none.clone(), FileId::NONE)]);
        Self { files: vec![none], ids, changed: BTreeMap::new(), last: None }
    }
}

impl Files {
    pub fn get(&self, id: FileId) -> &Winst {
        &self.files[id.0 as usize]
    }

    #[inline]
    fn change(&mut self, id: FileId, change: Change) -> Option<FileId> {
        match self.last {
            Some((of, how, after)) if (of, how) == (id, change) => after,
            _ => self.change_anew(id, change),
        }
    }

    fn change_anew(&mut self, id: FileId, change: Change) -> Option<FileId> {
        let known = self.changed.get(&(id, change)).copied();
        let after = known.unwrap_or_else(|| self.work_out(id, change));
        self.last = Some((id, change, after));
        after
    }

    fn work_out(&mut self, id: FileId, change: Change) -> Option<FileId> {
        let mut file = self.get(id).clone();
        let did = match change {
            Change::Added(job) => file.add(job),
            Change::Removed(job) => file.remove(job),
        };
        let after = did.then(|| self.id_of(file));
        self.changed.insert((id, change), after);
        after
    }

    fn id_of(&mut self, file: Winst) -> FileId {
        let next = FileId(self.files.len() as u32);
        *self.ids.entry(file).or_insert_with_key(|file| {
            self.files.push(file.clone());
            next
        })
    }
}

/// The instruction files of all clients.
pub struct Instructions {
    /// Of each client: how much is under way that may change its file or a copy of it, the master, and the copy on each logon server.
    cells: Vec<u32>,
    /// Cells of a client.
    width: usize,
    /// Masters that another program has open, and the jobs whose records are to be taken out when it has closed them.
    open: BTreeMap<ClientId, Vec<JobId>>,
}

/// Places among the cells of a client.
const UNDER_WAY: usize = 0;
const MASTER: usize = 1;
const COPIES: usize = 2;

impl Instructions {
    pub fn new(clients: u32, servers: u16) -> Self {
        // No client's cells then lie on more lines of the processor's cache than they must.
        let width = (COPIES + usize::from(servers)).next_power_of_two();
        Self { cells: vec![0; clients as usize * width], width, open: BTreeMap::new() }
    }

    #[inline]
    fn cell(&self, client: ClientId, place: usize) -> u32 {
        self.cells[client.ix() * self.width + place]
    }

    #[inline]
    fn cell_mut(&mut self, client: ClientId, place: usize) -> &mut u32 {
        &mut self.cells[client.ix() * self.width + place]
    }

    /// Something sets out that may change a client's file or a copy of it: a report of the client, or a copy.
    #[inline]
    pub fn sets_out(&mut self, client: ClientId) {
        *self.cell_mut(client, UNDER_WAY) += 1;
    }

    /// The same has come to its end.
    #[inline]
    pub fn is_done(&mut self, client: ClientId) {
        let under_way = self.cell_mut(client, UNDER_WAY);
        *under_way = under_way.saturating_sub(1);
    }

    /// Whether nothing is under way that may change a client's file or a copy of it.
    #[inline]
    pub fn is_quiet(&self, client: ClientId) -> bool {
        self.cell(client, UNDER_WAY) == 0
    }

    /// The master of a client's file.
    #[inline]
    pub fn master(&self, client: ClientId) -> FileId {
        FileId(self.cell(client, MASTER))
    }

    /// A client's file as it is on a logon server.
    #[inline]
    pub fn copy(&self, server: ServerId, client: ClientId) -> FileId {
        FileId(self.cell(client, COPIES + server.ix()))
    }

    /// The master of a client's file is copied to a logon server.
    #[inline]
    pub fn copy_to(&mut self, server: ServerId, client: ClientId) {
        *self.cell_mut(client, COPIES + server.ix()) = self.master(client).0;
    }

    /// Reads what is kept of some clients, for nothing but to have it at hand: to wait for the memory of many takes hardly longer than
    /// for that of one, as long as little else is done between.
    pub fn bring_up(&self, clients: &[ClientId]) {
        let seen = clients.iter().fold(0, |seen, client| seen ^ self.cells[client.ix() * self.width]);
        std::hint::black_box(seen);
    }

    /// Adds a job's record to a client's file unless it is there already; says whether it did.
    pub fn add(&mut self, files: &mut Files, client: ClientId, job: JobId) -> bool {
        self.change(files, client, Change::Added(job))
    }

    /// Removes a job's record from a client's file; says whether it was there.
    pub fn remove(&mut self, files: &mut Files, client: ClientId, job: JobId) -> bool {
        self.change(files, client, Change::Removed(job))
    }

    fn change(&mut self, files: &mut Files, client: ClientId, change: Change) -> bool {
        let after = files.change(self.master(client), change);
        after.into_iter().for_each(|after| *self.cell_mut(client, MASTER) = after.0);
        after.is_some()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_with_the_same_records_have_the_same_file() {
        let (mut files, mut box_) = (Files::default(), Instructions::new(3, 1));
        for client in [ClientId(0), ClientId(2)] {
            assert!(box_.add(&mut files, client, JobId(7)) && !box_.add(&mut files, client, JobId(7)));
        }
        assert_eq!(box_.master(ClientId(0)), box_.master(ClientId(2)));
        assert_ne!(box_.master(ClientId(0)), box_.master(ClientId(1)));
        assert!(
            box_.remove(&mut files, ClientId(0), JobId(7)) && !box_.remove(&mut files, ClientId(0), JobId(7))
        );
        let versions = [0, 1, 2].map(|client| files.get(box_.master(ClientId(client))).version);
        assert_eq!(versions, [2, 0, 1], "each change makes a new file");
    }

    #[test]
    fn a_copy_is_what_the_master_was() {
        let (mut files, mut all) = (Files::default(), Instructions::new(2, 2));
        let (client, [first, second]) = (ClientId(1), [ServerId(0), ServerId(1)]);
        all.add(&mut files, client, JobId(7));
        all.copy_to(second, client);
        let copied = all.master(client);
        all.add(&mut files, client, JobId(8));
        assert_eq!([all.copy(first, client), all.copy(second, client)], [FileId::NONE, copied]);
        assert_eq!(all.master(ClientId(0)), FileId::NONE, "others are left alone");
    }

    #[test]
    fn what_is_under_way_is_counted_for_each_client() {
        let mut all = Instructions::new(2, 1);
        let client = ClientId(1);
        all.sets_out(client);
        all.sets_out(client);
        all.is_done(client);
        assert!(!all.is_quiet(client) && all.is_quiet(ClientId(0)));
        all.is_done(client);
        assert!(all.is_quiet(client));
    }
}
