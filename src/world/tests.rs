//! Looks into a running world: the files that exist while nobody looks have real bytes when somebody does.

use super::*;
use crate::client::pcm::State;
use crate::machine::{Drive, Volume};
use crate::product::{Status, quirks};
use crate::scenario::settings::Given;
use crate::scenario::{Scenario, library, read, read_with};
use crate::wire::ins::{InstructionFile, MonthBase};
use crate::wire::mif::job_status::JobStatusMif;
use crate::wire::mif::status::{Outcome, StatusMif};
use crate::wire::name::FileKind;
use crate::wire::parcel::Parcel;
use crate::wire::pcmdump;
use crate::wire::sni::{Notice, Sni};

const W1: ClientId = ClientId(0);
const W4: ClientId = ClientId(3);

fn founding() -> Scenario {
    let text = library::find("q152229").unwrap();
    read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap()
}

fn at(text: &str) -> SimTime {
    text.parse().unwrap()
}

/// Every file that lies in a box at any event up to `until`, once.
fn parcels(world: &mut World, until: SimTime) -> Vec<Parcel> {
    let mut seen: Vec<Parcel> = Vec::new();
    while let Some(next) = world.next_at().filter(|&next| next <= until) {
        world.run_through(next);
        for (place, _) in world.plan().boxes() {
            let files: Vec<Parcel> = world.filebox(place).into_iter().flat_map(|b| b.files()).collect();
            seen.extend(files);
        }
    }
    seen.sort_unstable();
    seen.dedup();
    seen
}

#[test]
fn an_instruction_file_prints_as_pcmdump_does_and_reads_back() {
    // Months count from 1 since 1.2 (Q153369).
    let plan = founding().plan(2);
    let mut world = World::new(&plan, &Options::default());
    assert_eq!(world.client_instructions(W1).records, []);
    world.run_through(at("d0 08:00"));
    let file = world.client_instructions(W1);
    assert_eq!(file, world.master_instructions(W1));
    let dump = pcmdump::dump(&file, MonthBase::One);
    for line in ["Run Command     : SETUP.BAT", "JobID           : S0100001", "PackageID       : S0100001"] {
        assert!(dump.contains(line), "{line} in\n{dump}");
    }
    assert_eq!(pcmdump::parse(&dump, MonthBase::One).unwrap(), file);
    let bytes = world.bytes(Parcel::Instructions { client: W1, version: 1 }).unwrap();
    assert_eq!(InstructionFile::decode(&bytes, MonthBase::One).unwrap(), file);
}

#[test]
fn success_takes_the_record_away_and_failure_leaves_it() {
    let plan = founding().plan(2);
    let mut world = World::new(&plan, &Options::default());
    world.run_through(at("d0 12:00"));
    assert_eq!(world.master_instructions(W1).records, []);
    assert_eq!(world.client_instructions(W1).records, [], "Maintenance Manager has copied it");
    assert_eq!(world.client_instructions(W4).records.len(), 1);
    assert!(world.client(W4).pcm.listed().eq([(JobId(0), State::Executed)]), "it may be run again");
}

#[test]
fn files_in_boxes_have_bytes_that_read_back() {
    let plan = founding().plan(1);
    let mut world = World::new(&plan, &Options::default());
    let mut kinds = Vec::new();
    for parcel in parcels(&mut world, at("d3 00:00")) {
        let Some(bytes) = world.bytes(parcel) else { continue };
        kinds.push(parcel.kind());
        match parcel {
            Parcel::Notice { client, notice, .. } => {
                let sni = Sni::parse(&bytes).unwrap();
                assert_eq!((sni.notice, sni.sms_id), (notice, world.sms_id(client)));
                assert!(bytes.starts_with(b"MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE S01 S0100001"));
            }
            Parcel::JobStatus { status, .. } => {
                assert_eq!(JobStatusMif::parse(&bytes).unwrap().status, status)
            }
            _ => {}
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, [FileKind::Sni, FileKind::Pck, FileKind::Jmf, FileKind::Emf]);
}

#[test]
fn the_status_mif_travels_as_the_package_wrote_it() {
    let plan = founding().plan(2);
    let mut world = World::new(&plan, &Options::default());
    world.run_through(at("d0 09:00"));
    while world.filebox(Place::LogonDespoolr(ServerId(0))).unwrap().depth.now() == 0 {
        let next = world.next_at().expect("a result is on its way");
        world.run_through(next);
    }
    let files: Vec<Parcel> = world.filebox(Place::LogonDespoolr(ServerId(0))).unwrap().files().collect();
    let [mif @ Parcel::StatusMif { .. }] = files[..] else { panic!("the .PCK comes first: {files:?}") };
    let status = StatusMif::parse(&world.bytes(mif).unwrap()).unwrap();
    assert_eq!((status.outcome, status.description.as_str()), (Outcome::Success, "Excel is installed"));
}

#[test]
fn an_expiry_notice_says_so() {
    let plan = founding().plan(2);
    let mut world = World::new(&plan, &Options::default());
    world.run_through(at("d2 00:00"));
    let before = world.database().row(JobId(0), W1);
    let notices = parcels(&mut world, at("d2 09:00"));
    let expired = notices.iter().filter(|p| matches!(p, Parcel::Notice { notice: Notice::Expired, .. }));
    assert_eq!(expired.count(), 5, "each client gives notice once");
    assert_eq!((before, world.database().row(JobId(0), W1)), (Status::Complete, Status::Complete));
}

#[test]
fn events_stay_small() {
    assert!(size_of::<Event>() <= 48, "{} bytes", size_of::<Event>());
}

#[test]
fn equal_machines_that_run_a_package_at_one_moment_share_what_comes_of_it() {
    let text = library::find("q174330-fleet").unwrap();
    let plan = read("q174330-fleet.yaml", text.as_bytes(), &quirks::ids()).unwrap().plan(0);
    let mut world = World::new(&plan, &Options::default());
    world.run_through(at("d0 09:00"));
    let memo = world.memo.as_ref().unwrap();
    assert_eq!(memo.packages.remembered(), 1, "twenty machines, of which one has worked it out");
    let mut anew = World::new(&plan, &Options { no_memo: true, ..Options::default() });
    anew.run_through(at("d0 09:00"));
    for client in [W1, ClientId(19)] {
        let disk = |world: &World| world.machine(client).drives.volume(Drive::C).map(Volume::digest);
        assert_eq!(disk(&world), disk(&anew));
    }
}

/// What a world comes to when it runs to the end by way of `stops`.
fn comes_to(plan: &Plan, both: Option<Both>, stops: impl Iterator<Item = SimTime>) -> (Tally, Vec<Status>) {
    let end = SimTime::day(9);
    let mut world = World::new(plan, &Options { both, ..Options::default() });
    for stop in stops {
        world.run_on(stop, end);
    }
    world.run_through(end);
    let rows = (0..plan.client_count()).map(|client| world.database().row(JobId(0), ClientId(client)));
    (world.tally(), rows.collect())
}

/// Whoever looks in between, at what, and which of the two halves goes first makes no difference to the end.
#[test]
fn the_end_of_the_line_may_lag_behind() {
    let text = library::find("fleet/expiry-1m").unwrap();
    let given = Given { values: vec![("clients".to_string(), 300)], in_tests: false };
    let scenario = read_with("fleet", text.as_bytes(), &quirks::ids(), &given).unwrap();
    for version in 0..scenario.versions.len() {
        let plan = scenario.plan(version);
        let at_once = comes_to(&plan, None, std::iter::empty());
        assert!(at_once.0.events > 1_000, "{:?}", at_once.0);
        let quarters = || (0..9 * 24 * 4).map(|quarter| SimTime::ZERO + Span::mins(15).times(quarter));
        let front_first: Both = |front, rear| {
            front();
            rear();
        };
        let rear_first: Both = |front, rear| {
            rear();
            front();
        };
        for both in [None, Some(front_first), Some(rear_first)] {
            assert_eq!(comes_to(&plan, both, std::iter::empty()), at_once);
            assert_eq!(comes_to(&plan, both, quarters()), at_once);
        }
    }
}
