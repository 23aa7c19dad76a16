//! What an instruction file must survive: the way to bytes and back, and any bytes at all.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::wire::testing;

/// The fourth record of the dump in Q123499, as far as the article shows it.
pub fn patch() -> Instruction {
    Instruction {
        version: RECORD_VERSION,
        site_id: "BPC".into(),
        request_id: "BPC001M".into(),
        package_id: "BPC0000A".into(),
        job_id: "BPC000AA".into(),
        install_by: Stamp::at(date(1994, 11, 1).at(23, 59, 0, 0)),
        display: Stamp::at(date(1994, 9, 27).at(18, 37, 0, 0)),
        expiration: Stamp::at(date(1995, 3, 13).at(18, 37, 0, 0)),
        operating_systems: OperatingSystems::WIN16,
        run_command: "patch.exe".into(),
        wcl_name: "Patch".into(),
        servers: vec![
            Server { unc: r"\\BPC1\SMS_PKGC".into(), kind: ServerKind::WinNt3, zone: None },
            Server { unc: r"\\BPC2\SYS".into(), kind: ServerKind::NetWare3, zone: Some("Zone 1".into()) },
        ],
        reserved: vec![0x00, 0xFF],
        ..Instruction::default()
    }
}

pub fn any_file() -> impl Strategy<Value = InstructionFile> {
    prop::collection::vec(any_record(), 0..4).prop_map(|records| InstructionFile { records })
}

prop_compose! {
    fn any_record()(
        ids in [testing::id(), testing::id(), testing::id(), testing::id()],
        numbers: (u16, u16, u16, u32, u32),
        stamps in [any_stamp(), any_stamp(), any_stamp()],
        texts in [testing::text(), testing::text(), testing::text(), testing::text(), testing::text()],
        servers in prop::collection::vec(any_server(), 0..=MAX_SERVERS),
        reserved in prop::collection::vec(any::<u8>(), 0..20),
    ) -> Instruction {
        let [site_id, request_id, package_id, job_id] = ids;
        let (version, install_flag, user_input_flags, systems, disk_usage) = numbers;
        let [install_by, display, expiration] = stamps;
        let [run_command, wcl_name, package_name, comments, domain] = texts;
        Instruction {
            version, site_id, request_id, package_id, job_id, install_flag, install_by, display, expiration,
            user_input_flags, operating_systems: OperatingSystems(systems), disk_usage, run_command, wcl_name,
            servers, package_name, comments, domain, reserved,
        }
    }
}

prop_compose! {
    fn any_stamp()(date in prop::option::of(testing::seconds()), full: bool) -> Stamp {
        Stamp { date, full }
    }
}

prop_compose! {
    fn any_server()(
        unc in testing::text(), kind in prop::sample::select(&ServerKind::ALL[..]),
        zone in prop::option::of("[a-zA-Z ]{1,8}"),
    ) -> Server {
        Server { unc, kind, zone }
    }
}

/// The file as a reader that counts months from 0 sees it: without its dates in January.
pub fn without_january(mut file: InstructionFile) -> InstructionFile {
    for record in &mut file.records {
        for stamp in [&mut record.install_by, &mut record.display, &mut record.expiration] {
            stamp.date = stamp.date.filter(|date| date.month() != 1);
        }
    }
    file
}

#[test]
fn the_masks_of_q123499_name_their_systems() {
    use OperatingSystems as Os;
    assert_eq!(Os::WIN16 | Os::WIN32_X86 | Os::WIN32_MIPS | Os::WIN32_ALPHA, OperatingSystems(15));
    assert_eq!(Os::WIN16 | Os::WIN32_X86 | Os::DOS5 | Os::DOS6, OperatingSystems(51));
    assert!(OperatingSystems(51).contains(Os::DOS6) && !OperatingSystems(51).contains(Os::MACINTOSH));
}

#[test]
fn a_date_counts_only_with_its_flag() {
    let mut record = patch();
    assert_eq!(record.mandatory_after(), record.install_by.date);
    record.expiration.full = false;
    assert_eq!(record.expires_after(), None);
    assert!(!record.avoids_slow_link() && !record.needs_user());
}

#[test]
fn january_is_lost_where_months_count_from_0() {
    let new_year = date(1995, 1, 1).at(0, 0, 0, 0);
    let file = InstructionFile { records: vec![Instruction { expiration: Stamp::at(new_year), ..patch() }] };
    let bytes = file.encode(MonthBase::Zero).unwrap();
    let read = InstructionFile::decode(&bytes, MonthBase::Zero).unwrap();
    assert_eq!(read.records[0].expiration, Stamp { date: None, full: true });
    let bytes = file.encode(MonthBase::One).unwrap();
    assert_eq!(InstructionFile::decode(&bytes, MonthBase::One), Ok(file));
}

#[test]
fn errors_say_where_and_what() {
    let bytes = InstructionFile { records: vec![patch()] }.encode(MonthBase::One).unwrap();
    let changed = |at: usize, to: &[u8]| {
        let mut bytes = bytes.clone();
        bytes.splice(at..at + to.len(), to.iter().copied());
        InstructionFile::decode(&bytes, MonthBase::One).unwrap_err().to_string()
    };
    assert_eq!(changed(0, b"V"), "at byte 0: expected the signature WINST");
    assert_eq!(changed(6, &[2]), format!("cut short at byte {}: expected a record version", bytes.len()));
    assert_eq!(changed(6, &[0]), "at byte 8: expected the end of the file");
    assert_eq!(changed(6, &[1, 0xFF]), "at byte 6: expected records, at most 4096");
    assert_eq!(changed(10, &[0, 0xFF]), "at byte 10: expected bytes of text, at most 1024");
    assert_eq!(changed(12, b"\n"), "at byte 12: expected a text without control characters");
    assert_eq!(changed(46, &[7]), "at byte 46: expected a date flag of 0 or 1");
    assert_eq!(changed(49, &[13]), "at byte 47: expected a date");
}

#[test]
fn what_is_too_large_has_no_bytes() {
    let long = Instruction { comments: "x".repeat(MAX_TEXT_BYTES + 1), ..patch() };
    let server = || Server { unc: String::new(), kind: ServerKind::Unknown, zone: None };
    let many = Instruction { servers: vec![server(); MAX_SERVERS + 1], ..patch() };
    let broken = Instruction { comments: "two\nlines".into(), ..patch() };
    for (record, part) in
        [(long, "bytes of text, at most 1024"), (many, "servers, at most 10"), (broken, "control")]
    {
        let error = InstructionFile { records: vec![record] }.encode(MonthBase::One).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
}

proptest! {
    #[test]
    fn every_file_reads_back(file in any_file()) {
        let bytes = file.encode(MonthBase::One).unwrap();
        prop_assert_eq!(InstructionFile::decode(&bytes, MonthBase::One), Ok(file.clone()));
        let bytes = file.encode(MonthBase::Zero).unwrap();
        prop_assert_eq!(InstructionFile::decode(&bytes, MonthBase::Zero), Ok(without_january(file)));
    }

    #[test]
    fn no_bytes_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        file in any_file(), at: prop::sample::Index, byte: u8,
    ) {
        let file = testing::damaged(&file.encode(MonthBase::One).unwrap(), at, byte);
        for bytes in [bytes, file] {
            if let Ok(read) = InstructionFile::decode(&bytes, MonthBase::One) {
                let again = read.encode(MonthBase::One).unwrap();
                prop_assert_eq!(InstructionFile::decode(&again, MonthBase::One), Ok(read));
            }
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_an_error(file in any_file(), at: prop::sample::Index) {
        let bytes = file.encode(MonthBase::One).unwrap();
        prop_assert!(InstructionFile::decode(&bytes[..at.index(bytes.len())], MonthBase::One).is_err());
    }
}
