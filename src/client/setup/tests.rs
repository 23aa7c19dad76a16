//! Client setup on machines: what it puts there, and what its two phases do, also when the power goes.

use super::*;
use crate::base::{Calendar, SimTime, Span};
use crate::client::network::LogonServer;
use crate::client::programs::{ClientPrograms, Program};
use crate::machine::shell::{Call, ProgramRun, Programs, Used};
use crate::machine::{Attributes, Clock, Environment, factory_image};
use crate::product::behavior::LockedSmsIni;

const VERIFYING: &str = "Verifying Microsoft Systems Management Server client installation...\r\n";

fn network(copy_list: u32) -> Network {
    let server = LogonServer { name: "LOGON1".to_string(), copy_list, ..LogonServer::default() };
    Network {
        site: "S01".to_string(),
        servers: vec![server],
        next_sms_id: "S0100007".to_string(),
        ..Network::default()
    }
}

/// A machine with the client of a site whose copy lists have version 1.
fn machine(os: OsKind) -> Machine {
    let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
    let now = machine.clock.local(SimTime::ZERO);
    install(&mut machine, &Behavior::default(), &network(1), now).unwrap();
    machine
}

fn run_with(machine: &mut Machine, program: Program, network: &Network, power: Span) -> ProgramRun {
    let programs = ClientPrograms { network, ..ClientPrograms::on(machine) };
    run_as(machine, program, &programs, power)
}

fn run_as(machine: &mut Machine, program: Program, programs: &ClientPrograms, power: Span) -> ProgramRun {
    let mut call = Call {
        path: &path("C:\\X.EXE"),
        tail: "",
        input: &[],
        drives: &mut machine.drives,
        env: &Environment::default(),
        now: machine.clock.local(SimTime::day(1)),
        keys: &[],
        power,
        used: Used::default(),
    };
    programs.run(&program.content(), &mut call).unwrap()
}

fn run(machine: &mut Machine, program: Program, network: &Network) -> ProgramRun {
    run_with(machine, program, network, Span::FOREVER)
}

fn ini(machine: &Machine, section: &str, key: &str) -> String {
    SmsIni::open(&machine.drives).unwrap().get(section, key)
}

fn text(machine: &Machine, file: &str) -> String {
    decode(&machine.read_file(&path(file)).unwrap_or_default())
}

fn phase(machine: &Machine) -> String {
    ini(machine, LOCAL, "SetupPhase")
}

#[test]
fn a_new_client_starts_with_its_machine() {
    let machine = machine(OsKind::Win31);
    assert_eq!(
        text(&machine, "C:\\WINDOWS\\WIN.INI").trim(),
        "[windows]\r\nload=C:\\MS\\SMS\\BIN\\SMSRUN16.EXE"
    );
    assert!(text(&machine, "C:\\AUTOEXEC.BAT").contains("CALL C:\\MS\\SMS\\BIN\\CLIENT.BAT\r\nWIN\r\n"));
    let list = text(&machine, "C:\\MS\\SMS\\DATA\\SMSRUN16.INI");
    assert!(list.starts_with("[startup]\r\nload=C:\\MS\\SMS\\BIN\\APPCTL16.EXE\r\n"), "{list}");
    assert_eq!((ini(&machine, SMS, "OS"), ini(&machine, SERVERS, "Server1")), ("2".into(), "LOGON1".into()));
    assert_eq!(machine.drives.entry(&sms_ini::path()).unwrap().attributes, Attributes::HIDDEN);
}

#[test]
fn the_load_line_keeps_what_stands_there_and_takes_smsrun_once() {
    for (before, after) in [
        (
            "[windows]\r\nload=C:\\CLOCK.EXE\r\n",
            "[windows]\r\nload=C:\\CLOCK.EXE C:\\MS\\SMS\\BIN\\SMSRUN16.EXE\r\n",
        ),
        ("[windows]\r\nload=D:\\OLD\\smsrun16.exe\r\n", "[windows]\r\nload=D:\\OLD\\smsrun16.exe\r\n"),
    ] {
        let mut machine = machine(OsKind::Win95);
        let now = machine.clock.local(SimTime::ZERO);
        machine.drives.write(&path("C:\\WINDOWS\\WIN.INI"), Content::of(before), now).unwrap();
        install(&mut machine, &Behavior::default(), &network(1), now).unwrap();
        assert_eq!(text(&machine, "C:\\WINDOWS\\WIN.INI"), after);
    }
}

#[test]
fn a_new_copy_list_is_noticed_in_one_phase_and_seen_to_in_the_other() {
    let (mut machine, newer) = (machine(OsKind::Win95), network(2));
    let pcm = path("C:\\MS\\SMS\\BIN\\PCMWIN16.EXE");
    machine.drives.write(&pcm, Content::of("damaged"), LocalTime(0)).unwrap();
    assert_eq!(run(&mut machine, Program::ClientSetup, &newer).output, VERIFYING);
    assert_eq!((phase(&machine), ini(&machine, SMS, "CopyListVersion")), ("verify_files".into(), "2".into()));
    assert_eq!(text(&machine, "C:\\MS\\SMS\\BIN\\PCMWIN16.EXE"), "damaged");
    assert_eq!(run(&mut machine, Program::Smsrun16, &newer).output, VERIFYING);
    assert_eq!(phase(&machine), "installed");
    assert!(machine.drives.holds(&pcm) && text(&machine, "C:\\MS\\SMS\\BIN\\PCMWIN16.EXE") != "damaged");
    assert_eq!(run(&mut machine, Program::Smsrun16, &newer).output, "", "once is enough");
}

#[test]
fn without_windows_both_phases_are_one() {
    let (mut machine, newer) = (machine(OsKind::Dos6), network(2));
    run(&mut machine, Program::ClientSetup, &newer);
    assert_eq!((phase(&machine), ini(&machine, SMS, "CopyListVersion")), ("installed".into(), "2".into()));
}

#[test]
fn a_power_cut_leaves_the_client_flagged_until_all_is_there() {
    let mut flagged = machine(OsKind::Win31);
    let newer = network(2);
    for file in ["PCMWIN16.EXE", "MIFWIN.EXE", "SMSSRV16.EXE"] {
        flagged.drives.delete(&path(&format!("{BIN}\\{file}"))).unwrap();
    }
    run(&mut flagged, Program::ClientSetup, &newer);
    for power in (0..12_000).step_by(500).map(Span::ms) {
        let mut cut = flagged.clone();
        run_with(&mut cut, Program::Smsrun16, &newer, power);
        let complete = files::of(OsKind::Win31)
            .iter()
            .all(|file| cut.drives.is_file(&path(&format!("{BIN}\\{}", file.name))));
        assert!(phase(&cut) == "verify_files" || complete, "installed too early at {power}");
        cut.lose_power();
        cut.drives.set_redirector(crate::machine::Redirector::LoggedOn);
        run(&mut cut, Program::Smsrun16, &newer);
        assert_eq!(phase(&cut), "installed", "cut at {power}");
    }
}

#[test]
fn a_locked_sms_ini_is_left_alone_or_taken_for_missing() {
    for (behavior, id) in [(LockedSmsIni::LeftAlone, ""), (LockedSmsIni::TakenForMissing, "S0100007")] {
        let (mut machine, network) = (machine(OsKind::Win31), network(1));
        machine.drives.hold(&sms_ini::path());
        let behavior = Behavior { locked_sms_ini: behavior, ..Behavior::default() };
        let programs = ClientPrograms { behavior, network: &network, ..ClientPrograms::on(&machine) };
        run_as(&mut machine, Program::ClientSetup, &programs, Span::FOREVER);
        assert_eq!(ini(&machine, SMS, "SMS Unique ID"), id);
    }
}

#[test]
fn a_disk_without_room_refuses_the_client() {
    let os = OsKind::Win31;
    let image = factory_image(os).resized(200 << 20, 100_000).unwrap();
    let mut machine = Machine::new(os, image, Clock::right(Calendar::default()));
    let refused = install(&mut machine, &Behavior::default(), &network(1), LocalTime(0));
    assert_eq!(refused, Err(VolumeError::DiskFull));
}
