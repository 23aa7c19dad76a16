//! Tables of what a program relies on, and a comparison with a plain model.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::machine::path::MAX_DIRECTORY_CHARS;

const NOW: LocalTime = LocalTime(5_000_000_000);
const CLUSTER: u64 = 2_048;

fn path(text: &str) -> RelPath {
    if text.is_empty() { RelPath::root() } else { RelPath::parse(text).unwrap() }
}

fn disk() -> Volume {
    let mut volume = Volume::new(Image::empty(20 * CLUSTER));
    volume.make_directories(&path("DOS\\SUB"), NOW).unwrap();
    volume.write(&path("DOS\\EDIT.COM"), Content::of("edit"), NOW).unwrap();
    volume.write(&path("DOS.TXT"), Content::of("text"), NOW).unwrap();
    volume.write(&path("RO.TXT"), Content::of("ro"), NOW).unwrap();
    volume.set_attributes(&path("RO.TXT"), Attributes::READ_ONLY).unwrap();
    Volume::new(volume.freeze())
}

fn names(volume: &Volume, directory: &str) -> String {
    let list = volume.list(&path(directory)).unwrap();
    list.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ")
}

#[test]
fn failures_have_their_dos_meaning() {
    use VolumeError::*;
    let write = |v: &mut Volume, p: &str| v.write(&path(p), Content::of("x"), NOW);
    assert_eq!(disk().read(&path("NONE")).unwrap_err(), FileNotFound);
    assert_eq!(disk().read(&path("NONE\\X")).unwrap_err(), PathNotFound);
    assert_eq!(disk().read(&path("DOS.TXT\\X")).unwrap_err(), PathNotFound);
    assert_eq!(disk().read(&path("DOS")).unwrap_err(), AccessDenied);
    assert_eq!(disk().list(&path("DOS.TXT")).unwrap_err(), PathNotFound);
    for (got, wanted) in [
        (write(&mut disk(), "RO.TXT"), AccessDenied),
        (write(&mut disk(), "DOS"), AccessDenied),
        (write(&mut disk(), "NONE\\X"), PathNotFound),
        (disk().delete(&path("RO.TXT")), AccessDenied),
        (disk().delete(&path("DOS")), AccessDenied),
        (disk().delete(&path("NONE")), FileNotFound),
        (disk().append(&path("RO.TXT"), b"x", NOW), AccessDenied),
        (disk().rename(&path("RO.TXT"), &path("DOS.TXT")), AlreadyExists),
        (disk().rename(&path("NONE"), &path("X")), FileNotFound),
        (disk().rename(&path("RO.TXT"), &path("NONE\\X")), PathNotFound),
        (disk().rename(&path("DOS"), &path("DOS\\SUB\\X")), AccessDenied),
        (disk().make_directory(&path("DOS"), NOW), AlreadyExists),
        (disk().make_directory(&path("NONE\\X"), NOW), PathNotFound),
        (disk().remove_directory(&path("DOS")), DirectoryNotEmpty),
        (disk().remove_directory(&path("DOS.TXT")), PathNotFound),
        (disk().remove_directory(&path("")), PathNotFound),
        (disk().set_attributes(&path("NONE"), Attributes::NONE), FileNotFound),
    ] {
        assert_eq!(got, Err(wanted));
    }
}

#[test]
fn a_full_disk_changes_nothing() {
    let mut volume = disk();
    let free = volume.free_bytes();
    assert_eq!(free, 15 * CLUSTER);
    let before = volume.digest();
    let big = |size| Content::Filler { size, seed: 1 };
    assert_eq!(volume.write(&path("BIG"), big(free + 1), NOW), Err(VolumeError::DiskFull));
    assert_eq!((volume.digest(), volume.is_unchanged()), (before, true));
    assert_eq!(volume.write(&path("BIG"), big(free), NOW), Ok(()));
    assert_eq!(volume.free_bytes(), 0);
    assert_eq!(volume.make_directory(&path("D"), NOW), Err(VolumeError::DiskFull));
    assert_eq!(volume.write(&path("EMPTY"), Content::empty(), NOW), Ok(()));
    assert_eq!(volume.write(&path("BIG"), big(1), NOW), Ok(()));
    assert_eq!(volume.free_bytes(), 14 * CLUSTER);
    assert_eq!(volume.write(&path("BIG"), big(u64::MAX), NOW), Err(VolumeError::DiskFull));
}

#[test]
fn names_ignore_case_and_times_are_even() {
    let mut volume = disk();
    volume.write(&path("dos\\new.txt"), Content::of("new"), NOW).unwrap();
    let entry = volume.entry(&path("DOS\\NEW.TXT")).unwrap();
    assert_eq!(entry.modified, LocalTime(4_000_000_000));
    assert_eq!((entry.attributes, entry.size()), (Attributes::ARCHIVE, 3));
}

#[test]
fn a_new_entry_takes_the_first_free_place() {
    let mut volume = disk();
    assert_eq!(names(&volume, ""), "DOS DOS.TXT RO.TXT");
    volume.delete(&path("DOS.TXT")).unwrap();
    volume.write(&path("Z"), Content::empty(), NOW).unwrap();
    volume.write(&path("A"), Content::empty(), NOW).unwrap();
    assert_eq!(names(&volume, ""), "DOS Z RO.TXT A");
    volume.rename(&path("Z"), &path("Y")).unwrap();
    assert_eq!(names(&volume, ""), "DOS Y RO.TXT A");
    let found = volume.matching(&path("DOS"), &Pattern::new("*.COM")).unwrap();
    assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["EDIT.COM"]);
}

#[test]
fn a_directory_moves_with_all_below_it() {
    let mut volume = disk();
    volume.write(&path("DOS\\SUB\\X"), Content::of("x"), NOW).unwrap();
    volume.rename(&path("DOS"), &path("OLD")).unwrap();
    assert_eq!(volume.read(&path("OLD\\SUB\\X")), Ok(&Content::of("x")));
    assert_eq!(names(&volume, "OLD"), "SUB EDIT.COM");
    assert!(!volume.exists(&path("DOS")) && volume.exists(&path("DOS.TXT")));
}

#[test]
fn no_path_grows_too_long() {
    let mut volume = disk();
    let deep = "12345678\\12345678\\12345678\\12345678\\12345678\\12345678\\12345678";
    assert_eq!(deep.len() + 3, MAX_DIRECTORY_CHARS - 1);
    volume.make_directories(&path(deep), NOW).unwrap();
    assert_eq!(volume.make_directory(&path(&format!("{deep}\\X")), NOW), Err(VolumeError::PathNotFound));
    assert_eq!(volume.rename(&path("12345678"), &path("DOS\\SUB\\123456")), Ok(()));
    assert_eq!(volume.rename(&path("DOS"), &path("RENAMED")), Ok(()));
    assert_eq!(
        volume.rename(&path("RENAMED\\SUB"), &path("RENAMED\\12345678")),
        Err(VolumeError::PathNotFound)
    );
}

#[test]
fn the_root_has_room_for_512_entries() {
    let mut volume = Volume::new(Image::empty(4 << 20));
    for n in 0..MAX_ROOT_ENTRIES {
        volume.write(&path(&format!("F{n}")), Content::empty(), NOW).unwrap();
    }
    assert_eq!(volume.write(&path("MORE"), Content::empty(), NOW), Err(VolumeError::DirectoryFull));
}

#[test]
fn the_digest_says_whether_two_disks_are_alike() {
    let mut volume = disk();
    let before = volume.digest();
    volume.write(&path("DOS.TXT"), Content::of("other"), NOW).unwrap();
    assert_ne!(volume.digest(), before);
    assert_eq!(volume.digest(), Volume::new(volume.freeze()).digest());
    volume.write(&path("DOS.TXT"), Content::of("text"), NOW).unwrap();
    assert_eq!((volume.digest(), volume.is_unchanged()), (before, true));
}

#[test]
fn an_unchanged_volume_costs_two_words() {
    assert_eq!(size_of::<Volume>(), 16);
}

/// The plainest volume there is: paths to contents, `None` for a directory.
#[derive(Clone, Default)]
struct Model(BTreeMap<String, Option<Content>>);

impl Model {
    fn is_directory(&self, key: &str) -> bool {
        key.is_empty() || self.0.get(key) == Some(&None)
    }

    fn parent_is_there(&self, key: &str) -> bool {
        self.is_directory(key.rsplit_once('\\').map_or("", |(above, _)| above))
    }

    fn is_empty_directory(&self, key: &str) -> bool {
        self.is_directory(key) && !self.0.keys().any(|k| k.starts_with(&format!("{key}\\")))
    }

    fn used(&self) -> u64 {
        self.0.values().map(|file| file.as_ref().map_or(1, |c| c.size().div_ceil(CLUSTER))).sum()
    }

    /// Does it if it can be done, and says whether it could.
    fn apply(&mut self, step: &Step, clusters: u64) -> bool {
        let mut next = self.clone();
        let done = match step {
            Step::Write(p, size) => {
                let content = Content::Filler { size: *size, seed: 1 };
                next.parent_is_there(p)
                    && !next.is_directory(p)
                    && next.0.insert(p.clone(), Some(content)).is_none_or(|_| true)
            }
            Step::Delete(p) => !next.is_directory(p) && next.parent_is_there(p) && next.0.remove(p).is_some(),
            Step::Make(p) => {
                next.parent_is_there(p) && !next.0.contains_key(p) && next.0.insert(p.clone(), None).is_none()
            }
            Step::Remove(p) => next.is_empty_directory(p) && next.0.remove(p).is_some(),
            Step::Rename(from, to) => next.rename(from, to),
        };
        let grew = next.used() > self.used();
        let fits = !grew || next.used() <= clusters;
        if done && fits {
            *self = next;
        }
        done && fits
    }

    fn rename(&mut self, from: &str, to: &str) -> bool {
        let below = format!("{from}\\");
        if to.starts_with(&below) || self.0.contains_key(to) || !self.parent_is_there(to) {
            return false;
        }
        let moved: Vec<String> =
            self.0.keys().filter(|k| *k == from || k.starts_with(&below)).cloned().collect();
        for key in &moved {
            let value = self.0.remove(key).unwrap();
            self.0.insert(format!("{to}{}", &key[from.len()..]), value);
        }
        !moved.is_empty()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Write(String, u64),
    Delete(String),
    Make(String),
    Remove(String),
    Rename(String, String),
}

fn apply(volume: &mut Volume, step: &Step) -> Result<(), VolumeError> {
    apply_at(volume, step, NOW)
}

fn apply_at(volume: &mut Volume, step: &Step, at: LocalTime) -> Result<(), VolumeError> {
    match step {
        Step::Write(p, size) => volume.write(&path(p), Content::Filler { size: *size, seed: 1 }, at),
        Step::Delete(p) => volume.delete(&path(p)),
        Step::Make(p) => volume.make_directory(&path(p), at),
        Step::Remove(p) => volume.remove_directory(&path(p)),
        Step::Rename(from, to) => volume.rename(&path(from), &path(to)),
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let place = || {
        prop::sample::select(vec!["A", "B", "A-X", "A\\A", "A\\B", "B\\A", "A\\A\\A"])
            .prop_map(str::to_string)
    };
    let step = prop_oneof![
        (place(), 0..4 * CLUSTER).prop_map(|(p, size)| Step::Write(p, size)),
        place().prop_map(Step::Delete),
        place().prop_map(Step::Make),
        place().prop_map(Step::Remove),
        (place(), place()).prop_map(|(from, to)| Step::Rename(from, to)),
    ];
    prop::collection::vec(step, 0..60)
}

fn contents(volume: &Volume) -> BTreeMap<String, Option<Content>> {
    volume.below("").into_iter().map(|(key, e)| (key.to_string(), e.content().cloned())).collect()
}

proptest! {
    #[test]
    fn it_does_what_a_plain_map_does(before in steps(), after in steps()) {
        const CLUSTERS: u64 = 8;
        let mut model = Model::default();
        let mut volume = Volume::new(Image::empty(CLUSTERS * CLUSTER));
        for step in &before {
            let done = model.apply(step, CLUSTERS);
            prop_assert_eq!(done, apply(&mut volume, step).is_ok(), "{:?}", step);
        }
        let shared = volume.freeze();
        let mut volume = Volume::new(shared.clone());
        for step in &after {
            let done = model.apply(step, CLUSTERS);
            prop_assert_eq!(done, apply(&mut volume, step).is_ok(), "{:?}", step);
            prop_assert_eq!(volume.free_bytes(), (CLUSTERS - model.used()) * CLUSTER);
            prop_assert_eq!(contents(&volume), model.0.clone());
        }
        prop_assert_eq!(volume.digest(), Volume::new(volume.freeze()).digest());
    }

    /// What was done at one moment and moved to another is what would have been done then: dates are even seconds, and which one a
    /// file gets depends on the nanosecond.
    #[test]
    fn what_is_moved_in_time_is_as_if_it_had_been_done_then(
        before in steps(), after in steps(), began in 0_u64..5_000_000_000, begins in 0_u64..5_000_000_000
    ) {
        const STEP: u64 = 700_000_001;
        let longest_ago = NOW.0 + 10_000_000_000;
        let mut base = Volume::new(Image::empty(8 * CLUSTER));
        for step in &before {
            // Whether a step can be done makes no difference here.
            let _ = apply(&mut base, step);
        }
        let done = |from: u64| {
            let mut volume = Volume::new(base.freeze());
            for (nth, step) in after.iter().enumerate() {
                let _ = apply_at(&mut volume, step, LocalTime(longest_ago + from + nth as u64 * STEP));
            }
            volume
        };
        let at = |from: u64| LocalTime(longest_ago + from);
        prop_assert_eq!(done(began).moved(at(began), at(begins)).digest(), done(begins).digest());
    }
}
