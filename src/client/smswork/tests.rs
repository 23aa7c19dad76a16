//! SMSWORK on a machine: what the articles' examples do, and what a power cut can and cannot do.

use super::*;
use crate::base::{Calendar, SimTime};
use crate::client::programs::{ClientPrograms, Program};
use crate::machine::{Attributes, Clock, Machine, OsKind, factory_image};

const SMSWORK: &str = r"C:\MS\SMS\BIN\SMSWORK.EXE";
const AT: SimTime = SimTime::day(1);
const FIVE: &str = "ECHO a>>C:\\LOG,ECHO b>>C:\\LOG, ECHO c>>C:\\LOG ,ECHO d>>C:\\LOG,ECHO e>>C:\\LOG";

fn path(text: &str) -> DosPath {
    DosPath::parse(text).unwrap()
}

/// A machine with SMSWORK and a hidden SMS.INI that queues `work`.
fn machine(os: OsKind, work: &str) -> Machine {
    let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
    let now = machine.clock.local(SimTime::ZERO);
    for directory in ["C:\\MS", "C:\\MS\\SMS", "C:\\MS\\SMS\\BIN", "C:\\TEMP"] {
        let _ = machine.drives.make_directory(&path(directory), now);
    }
    machine.drives.write(&path(SMSWORK), Program::Smswork.content(), now).unwrap();
    let ini = format!("[Local]\r\nSetupPhase=installed\r\n[SMS Work]\r\nPendingWork={work}\r\n; end\r\n");
    machine.drives.write(&sms_ini(), Content::of(ini), now).unwrap();
    machine.drives.set_attributes(&sms_ini(), Attributes::HIDDEN).unwrap();
    machine
}

fn run_smswork(machine: &mut Machine) -> Vec<String> {
    let programs = ClientPrograms::on(machine);
    machine.run(AT, SMSWORK, &programs).console
}

fn text(machine: &Machine, file: &str) -> Option<String> {
    machine.read_file(&path(file)).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn ini_with(work: &str) -> Option<String> {
    Some(format!("[Local]\r\nSetupPhase=installed\r\n[SMS Work]\r\nPendingWork={work}\r\n; end\r\n"))
}

#[test]
fn the_copy_of_q139086_is_made_once_and_the_file_stays_hidden() {
    let work = "copy c:\\temp\\netapi.dll c:\\windows\\system\\netapi.dll /y, del c:\\temp\\netapi.dll";
    let mut machine = machine(OsKind::Win31, work);
    let now = machine.clock.local(SimTime::ZERO);
    machine.drives.write(&path("C:\\TEMP\\NETAPI.DLL"), Content::of("new"), now).unwrap();
    run_smswork(&mut machine);
    assert_eq!(text(&machine, "C:\\WINDOWS\\SYSTEM\\NETAPI.DLL").as_deref(), Some("new"));
    assert_eq!(text(&machine, "C:\\TEMP\\NETAPI.DLL"), None);
    assert_eq!(text(&machine, SMS_INI), ini_with(""));
    assert!(machine.drives.entry(&sms_ini()).unwrap().attributes == Attributes::HIDDEN);
    assert_eq!(run_smswork(&mut machine), [] as [&str; 0], "the second start runs nothing");
}

#[test]
fn dos_5_knows_no_switch_y_and_the_new_file_is_lost() {
    let work = "copy c:\\temp\\netapi.dll c:\\dos\\netapi.dll /y, del c:\\temp\\netapi.dll";
    let mut machine = machine(OsKind::Dos5, work);
    let now = machine.clock.local(SimTime::ZERO);
    machine.drives.write(&path("C:\\TEMP\\NETAPI.DLL"), Content::of("new"), now).unwrap();
    let console = run_smswork(&mut machine);
    assert!(console.iter().any(|line| line.starts_with("Invalid switch")), "{console:?}");
    assert_eq!(text(&machine, "C:\\DOS\\NETAPI.DLL"), None);
    assert_eq!(text(&machine, "C:\\TEMP\\NETAPI.DLL"), None);
}

#[test]
fn nothing_queued_is_silent() {
    for work in ["", "  ", ",", " , ,"] {
        assert_eq!(run_smswork(&mut machine(OsKind::Win31, work)), [] as [&str; 0], "{work:?}");
    }
    let mut bare = machine(OsKind::Win31, "");
    bare.drives.delete(&sms_ini()).unwrap();
    assert_eq!(run_smswork(&mut bare), [] as [&str; 0]);
}

/// Runs the first `steps` steps of a drain, a command and its removal being two, and then loses power.
fn cut_after(machine: &mut Machine, steps: usize) {
    let programs = ClientPrograms::on(machine);
    let mut queue = Queue::open(&machine.drives, rules(machine.os.dialect()));
    for step in 0..steps {
        match step % 2 {
            0 => {
                let command = queue.as_ref().and_then(Queue::first).unwrap();
                machine.run(AT, &command, &programs);
            }
            _ => queue = take_out(queue, &mut machine.drives, machine.clock.local(AT)),
        }
    }
}

#[test]
fn a_power_cut_anywhere_repeats_the_interrupted_command_at_most_and_loses_none() {
    for steps in 0..=10 {
        let mut machine = machine(OsKind::Win31, FIVE);
        cut_after(&mut machine, steps);
        run_smswork(&mut machine);
        let log = text(&machine, "C:\\LOG").unwrap().replace("\r\n", "");
        let mut expected = "abcde".to_string();
        if steps % 2 == 1 {
            expected.insert(steps / 2, "abcde".as_bytes()[steps / 2].into());
        }
        assert_eq!(log, expected, "power lost after {steps} steps");
        assert_eq!(text(&machine, SMS_INI), ini_with(""));
    }
}

#[test]
fn a_command_may_queue_more_work() {
    let mut machine = machine(OsKind::Win31, "COPY C:\\MORE.INI C:\\SMS.INI,ECHO first>>C:\\LOG");
    let now = machine.clock.local(SimTime::ZERO);
    machine.drives.set_attributes(&sms_ini(), Attributes::NONE).unwrap();
    let more = "[SMS Work]\r\nPendingWork=ECHO more>>C:\\LOG\r\n";
    machine.drives.write(&path("C:\\MORE.INI"), Content::of(more), now).unwrap();
    run_smswork(&mut machine);
    assert_eq!(text(&machine, "C:\\LOG").as_deref(), Some("more\r\n"), "what the file says counts");
    assert_eq!(text(&machine, SMS_INI).as_deref(), Some("[SMS Work]\r\nPendingWork=\r\n"));
}
