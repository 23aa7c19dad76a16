//! Directories of instruction files, one for each client: PCMDOM.BOX at the site, PCMINS.BOX at each logon server.
//!
//! A file is a number here, and equal files have the same: a million clients with the same records cost four bytes each, and
//! whether two files are the same is no question of what is in them.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId};
use crate::wire::winst::Winst;

/// An instruction file as it is in any number of places.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FileId(u32);

impl FileId {
    /// No file at all.
    const NONE: Self = Self(0);

    pub const fn number(self) -> u32 {
        self.0
    }
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
}

impl Default for Files {
    fn default() -> Self {
        let none = Winst::default();
        let ids = BTreeMap::from([(none.clone(), FileId::NONE)]);
        Self { files: vec![none], ids, changed: BTreeMap::new() }
    }
}

impl Files {
    pub fn get(&self, id: FileId) -> &Winst {
        &self.files[id.0 as usize]
    }

    fn change(&mut self, id: FileId, change: Change) -> Option<FileId> {
        if let Some(&known) = self.changed.get(&(id, change)) {
            return known;
        }
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

/// A directory of instruction files.
pub struct Instructions {
    files: Vec<FileId>,
    /// How much is under way that may change a client's file or a copy of it: reports of the client, and copies.
    under_way: Vec<u16>,
    /// Files that another program has open, and the jobs whose records are to be taken out when it has closed them.
    open: BTreeMap<ClientId, Vec<JobId>>,
}

impl Instructions {
    pub fn new(clients: u32) -> Self {
        Self {
            files: vec![FileId::NONE; clients as usize],
            under_way: vec![0; clients as usize],
            open: BTreeMap::new(),
        }
    }

    /// Something sets out that may change a client's file or a copy of it.
    #[inline]
    pub fn sets_out(&mut self, client: ClientId) {
        self.under_way[client.ix()] = self.under_way[client.ix()].saturating_add(1);
    }

    /// The same has come to its end.
    #[inline]
    pub fn is_done(&mut self, client: ClientId) {
        let under_way = &mut self.under_way[client.ix()];
        // More than can be counted stays more than can be counted.
        if *under_way < u16::MAX {
            *under_way = under_way.saturating_sub(1);
        }
    }

    /// Whether nothing is under way that may change a client's file or a copy of it.
    #[inline]
    pub fn is_quiet(&self, client: ClientId) -> bool {
        self.under_way[client.ix()] == 0
    }

    #[inline]
    pub fn of(&self, client: ClientId) -> FileId {
        self.files[client.ix()]
    }

    /// A number made of what is kept of a client, which says nothing: to have made it is to have that at hand.
    #[inline]
    pub fn glance(&self, client: ClientId) -> u32 {
        self.files[client.ix()].0 ^ u32::from(self.under_way[client.ix()])
    }

    pub fn put(&mut self, client: ClientId, file: FileId) {
        self.files[client.ix()] = file;
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
        let after = files.change(self.of(client), change);
        after.into_iter().for_each(|after| self.put(client, after));
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
        let (mut files, mut box_) = (Files::default(), Instructions::new(3));
        for client in [ClientId(0), ClientId(2)] {
            assert!(box_.add(&mut files, client, JobId(7)) && !box_.add(&mut files, client, JobId(7)));
        }
        assert_eq!(box_.of(ClientId(0)), box_.of(ClientId(2)));
        assert_ne!(box_.of(ClientId(0)), box_.of(ClientId(1)));
        assert!(
            box_.remove(&mut files, ClientId(0), JobId(7)) && !box_.remove(&mut files, ClientId(0), JobId(7))
        );
        let versions = [0, 1, 2].map(|client| files.get(box_.of(ClientId(client))).version);
        assert_eq!(versions, [2, 0, 1], "each change makes a new file");
    }
}
