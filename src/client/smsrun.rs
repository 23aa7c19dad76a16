//! SMSRUN16 and SMSRUN32: run when Windows starts, from the load= line or the Load value, and start the rest of the client.
//!
//! 1. Windows NT: what SMSWORK does elsewhere (Q129602).
//! 2. Without a network, or with nobody logged on, nothing more (Q125978, Q145588, Q153572).
//! 3. A logon server is chosen; where none answers, nothing more (inferred from Q145588).
//! 4. When SMS.INI says that files are to be verified, client setup does that (Q166771).
//! 5. The programs of SMSRUN16.INI or SMSRUN32.INI are started, and stay (Q161912, Q167759).
//!
//! The program group is not modelled.

use super::network::{LogonServer, Network};
use super::programs::ClientPrograms;
use super::setup::{self, spend, start_files::smsrun_ini};
use super::sms_ini::{SMS, SmsIni};
use super::smswork;
use crate::base::Span;
use crate::base::text::decode;
use crate::machine::ini::{self, IniFile};
use crate::machine::shell;
use crate::machine::{Call, Content, DosPath, ProgramRun, Programs, Redirector};
use crate::product::behavior::LogonServerChoice;

/// Connecting to a server that answers, and waiting for one that does not (assumed).
const CONNECT_TIME: Span = Span::secs(1);
const GIVE_UP_TIME: Span = Span::secs(30);
const TIME_PER_START: Span = Span::secs(1);
/// Programs of the list that are started.
const MOST_PROGRAMS: usize = 100;

/// SMSRUN32.
pub fn run_on_nt(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let mut done = smswork::run(call, programs);
    if done.broken_off.is_none() {
        start_the_client(call, programs, &mut done);
    }
    done
}

/// SMSRUN16.
pub fn run(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let mut done = ProgramRun::default();
    start_the_client(call, programs, &mut done);
    done
}

fn start_the_client(call: &mut Call<'_>, programs: &ClientPrograms<'_>, done: &mut ProgramRun) {
    if call.drives.redirector() != Redirector::LoggedOn {
        return;
    }
    let Ok(mut ini) = SmsIni::open(call.drives) else { return };
    let wanted = candidates(&ini, programs);
    let Some(server) = connect(&wanted, programs.network, call, done) else { return };
    if ini.get(SMS, "CurrentLogonServer") != server.name {
        ini.set(SMS, "CurrentLogonServer", &server.name);
        // A file that somebody else has open stays as it is.
        let _ = ini.save(call.drives, call.now.after(done.elapsed));
    }
    if ini.is_to_verify() {
        setup::verify(call, programs, server, done);
    }
    for line in startup_list(call, programs) {
        if done.broken_off.is_some() || !spend(done, call, TIME_PER_START) {
            return;
        }
        start(&line, call, programs, done);
    }
}

/// The names of servers in the order in which they are tried.
fn candidates(ini: &SmsIni, programs: &ClientPrograms<'_>) -> Vec<String> {
    let mut listed = ini.servers();
    match programs.behavior.logon_server_choice {
        LogonServerChoice::CurrentFirst => {
            let current = ini.get(SMS, "CurrentLogonServer");
            listed.retain(|name| !name.eq_ignore_ascii_case(&current));
            let current = Some(current).filter(|name| !name.is_empty());
            current.into_iter().chain(listed).collect()
        }
        LogonServerChoice::Random => {
            // One at random; when it does not answer, those behind it in the list (assumed).
            let place = u128::from(programs.network.draw) * listed.len() as u128;
            listed.rotate_left((place >> u64::BITS) as usize);
            listed
        }
    }
}

/// The first server that answers.
fn connect<'n>(
    names: &[String],
    network: &'n Network,
    call: &Call<'_>,
    done: &mut ProgramRun,
) -> Option<&'n LogonServer> {
    for name in names {
        let server = network.server(name);
        if !spend(done, call, if server.is_some() { CONNECT_TIME } else { GIVE_UP_TIME }) {
            return None;
        }
        if server.is_some() {
            return server;
        }
    }
    None
}

/// The lines `load=` of section `[startup]`; one behind a `;` is none (Q164657).
fn startup_list(call: &Call<'_>, programs: &ClientPrograms<'_>) -> Vec<String> {
    let path = smsrun_ini(programs.os).and_then(|file| DosPath::parse(file).ok());
    let bytes = path.and_then(|path| call.drives.read(&path).ok()?.known_bytes()).unwrap_or_default();
    let file = IniFile::parse(&bytes, ini::Dialect::of(programs.os));
    let lines = file.entries(b"startup").filter(|(key, _)| key.eq_ignore_ascii_case(b"load"));
    lines.take(MOST_PROGRAMS).map(|(_, line)| decode(line).trim().to_string()).collect()
}

/// Starts one program. A Windows program that nobody knows stays, and its file is in use; one that is not there is passed over
/// (assumed).
fn start(line: &str, call: &mut Call<'_>, programs: &ClientPrograms<'_>, done: &mut ProgramRun) {
    let (name, tail) = line.split_at(line.find([' ', '\t']).unwrap_or(line.len()));
    let Ok(path) = call.drives.resolve(name) else { return };
    let Some(content) = call.drives.read(&path).ok().cloned() else { return };
    done.started.push(path.clone());
    let now = call.now.after(done.elapsed);
    let power = call.power.left_after(done.elapsed);
    let keys = call.keys.get(done.keys_read..).unwrap_or_default();
    if is_batch(&path) {
        let setting = programs.setting(call, done);
        return done.add(shell::run(line, call.drives, &mut call.env.clone(), setting));
    }
    let used = shell::Used { steps: call.used.steps.saturating_add(done.steps), ..call.used };
    let (drives, env) = (&mut *call.drives, call.env);
    let mut inner = Call { path: &path, tail, input: &[], drives, env, now, keys, power, used };
    match run_known(&content, &mut inner, programs) {
        None => call.drives.hold(&path),
        Some(run) => add(done, run),
    }
}

/// SMSRUN does not start itself again: its list would never end.
fn run_known(content: &Content, call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> Option<ProgramRun> {
    use super::programs::Program::{Smsrun16, Smsrun32};
    if [Smsrun16, Smsrun32].iter().any(|program| program.content() == *content) {
        return Some(ProgramRun::default());
    }
    programs.run(content, call)
}

fn add(done: &mut ProgramRun, run: ProgramRun) {
    done.output.push_str(&run.output);
    done.elapsed = done.elapsed + run.elapsed;
    done.keys_read += run.keys_read;
    done.started.extend(run.started);
    done.broken_off = run.broken_off;
    done.leave = done.leave.take().or(run.leave);
}

fn is_batch(path: &DosPath) -> bool {
    path.name().is_some_and(|name| name.to_ascii_uppercase().ends_with(".BAT"))
}
