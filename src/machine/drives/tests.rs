//! What drives promise: shares, current directories, files that are held open.

use super::*;

const NOW: LocalTime = LocalTime(0);

fn machine() -> Drives {
    let mut disk = Volume::new(Image::empty(10 << 20));
    disk.make_directories(&"WINDOWS\\SYSTEM".parse().unwrap(), NOW).unwrap();
    let mut share = Volume::new(Image::empty(10 << 20));
    share.write(&"SETUP.BAT".parse().unwrap(), Content::of("@ECHO OFF\r\n"), NOW).unwrap();
    let mut drives = Drives::new(disk);
    drives.map(Drive::new('f').unwrap(), share.freeze());
    drives
}

#[test]
fn a_share_can_be_read_but_not_written() {
    let mut drives = machine();
    let setup = drives.resolve("F:SETUP.BAT").unwrap();
    assert_eq!(drives.read(&setup).unwrap().size(), 11);
    assert_eq!(drives.delete(&setup), Err(VolumeError::AccessDenied));
    assert_eq!(drives.write(&setup, Content::empty(), NOW), Err(VolumeError::AccessDenied));
    assert_eq!(drives.rename(&setup, &"C:\\X".parse().unwrap()), Err(VolumeError::NotSameDrive));
}

#[test]
fn every_drive_has_a_current_directory() {
    let mut drives = machine();
    drives.set_directory(&"C:\\windows".parse().unwrap()).unwrap();
    drives.set_current(Drive::new('F').unwrap()).unwrap();
    assert_eq!(drives.resolve("C:SYSTEM").unwrap().to_string(), "C:\\WINDOWS\\SYSTEM");
    assert_eq!(drives.resolve("X").unwrap().to_string(), "F:\\X");
    assert_eq!(drives.remove_directory(&"C:\\WINDOWS".parse().unwrap()), Err(VolumeError::CurrentDirectory));
    drives.unmap(Drive::new('F').unwrap());
    assert_eq!(drives.current(), Drive::C);
    let z = Drive::new('Z').unwrap();
    assert_eq!(drives.set_current(z), Err(VolumeError::NoDrive(z)));
}

#[test]
fn what_is_held_open_can_be_read_and_nothing_else() {
    let mut drives = machine();
    let shell: DosPath = "C:\\WINDOWS\\SYSTEM\\SHELL.DLL".parse().unwrap();
    drives.write(&shell, Content::of("old"), NOW).unwrap();
    let free = drives.clone();
    drives.hold(&"c:\\windows\\system\\shell.dll".parse().unwrap());
    drives.hold(&shell);
    assert_eq!((drives.held().count(), drives.holds(&shell), free.holds(&shell)), (1, true, false));
    let other: DosPath = "C:\\OTHER".parse().unwrap();
    for refused in [
        drives.write(&shell, Content::empty(), NOW),
        drives.append(&shell, b"x", NOW),
        drives.delete(&shell),
        drives.rename(&shell, &other),
        drives.rename(&"C:\\WINDOWS".parse().unwrap(), &other),
    ] {
        assert_eq!(refused, Err(VolumeError::SharingViolation));
    }
    assert_eq!(drives.read(&shell), Ok(&Content::of("old")));
    let digest = |drives: &Drives| drives.volume(Drive::C).unwrap().digest();
    assert_eq!(digest(&drives), digest(&free));
    drives.release_all();
    assert_eq!(drives.delete(&shell), Ok(()));
}

#[test]
fn a_copy_is_independent() {
    let drives = machine();
    let mut copy = drives.clone();
    copy.make_directory(&"C:\\NEW".parse().unwrap(), NOW).unwrap();
    assert!(!drives.is_directory(&"C:\\NEW".parse().unwrap()));
    assert_eq!(drives.letters().map(Drive::letter).collect::<String>(), "CF");
}
