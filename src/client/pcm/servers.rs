//! Where PCM takes a package from: the servers of its record, and the logon server.
//!
//! ```text
//!   1. the logon server, if the record lists it
//!   2. a server that a network drive is connected to, if the record lists it
//!   3. the logon server, listed or not, by the path that the package would have there
//!   4. one of the list at random, and another, until all have been tried
//! ```
//! (Q161310, Q165508). SMS.INI can leave steps out (Q180151), and the registry can name servers to prefer (Q195944).

use super::Kind;
use crate::base::{Draws, Purpose};
use crate::client::sms_ini::{LOCAL, SmsIni};
use crate::machine::{Drives, Machine};
use crate::product::behavior::RandomServer;
use crate::product::{Behavior, names};

/// The setting of SMS.INI (Q180151).
const SETTING: &str = "DisableRandomPCMServers";
/// Below it the registry lists the preferred servers, for each site (Q195944).
const PREFERRED: &str = r"HKLM\Software\Microsoft\NAL\Client\Preferred AbExprtDB\DP List for site ";

/// A server that may hold the package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Server<'a> {
    pub name: &'a str,
    pub is_netware: bool,
    /// Whether the package is there.
    pub holds_it: bool,
    /// Whether the person has rights on it.
    pub lets_in: bool,
}

/// What there is to choose from.
pub struct Servers<'a> {
    pub logon: Server<'a>,
    /// Those of the record.
    pub listed: Vec<Server<'a>>,
    pub site: &'a str,
    /// The package's directory.
    pub directory: &'a str,
    pub random: RandomServer,
}

/// A step of the choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Preferred,
    /// The logon server, where the record lists it.
    Logon,
    Mapped,
    /// The logon server, listed or not.
    Explicit,
    Random,
}

use Step::{Explicit, Logon, Mapped, Preferred, Random};

/// The steps without a setting, or with RANDOM.
const ALL: &[Step] = &[Logon, Mapped, Explicit, Random];

/// A server that was tried in vain: the path, and the code of the error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Miss {
    pub code: u8,
    pub path: String,
}

/// No free drive letter (Q150727).
pub(super) const NO_FREE_DRIVE: u8 = 92;
/// The codes of MS-DOS for the rest (general knowledge).
const ACCESS_DENIED: u8 = 5;
const SERVER_NOT_FOUND: u8 = 53;
const SHARE_NOT_FOUND: u8 = 67;

/// Who chooses, and when.
pub(super) struct Chooser<'a> {
    pub kind: Kind,
    pub machine: &'a Machine,
    pub behavior: &'a Behavior,
    pub draws: Draws,
    pub name: &'a dyn Fn() -> String,
    /// The setting of SMS.INI in capitals; empty where there is none.
    pub setting: &'a str,
    /// Which of the client's choices it is.
    pub nth: u64,
}

/// The setting of SMS.INI that says which servers to try, in capitals; empty where there is none.
pub(super) fn setting_of(machine: &Machine, behavior: &Behavior) -> String {
    if behavior.ignores_server_setting {
        return String::new();
    }
    let ini = SmsIni::open(&machine.drives);
    ini.map(|ini| ini.get(LOCAL, SETTING).trim().to_ascii_uppercase()).unwrap_or_default()
}

impl Server<'_> {
    /// As the lists of PCM show it.
    fn shown(&self, directory: &str) -> String {
        let name = self.name;
        if self.is_netware { names::netware_package(name, directory) } else { names::package_share(name) }
    }
}

impl<'a> Servers<'a> {
    /// The server to take the package from, or all that were tried.
    pub(super) fn choose(&self, by: &Chooser) -> Result<Server<'a>, Vec<Miss>> {
        let mut misses: Vec<Miss> = Vec::new();
        for &step in by.steps() {
            for server in self.candidates(step, by) {
                match self.connect(server, step, by.behavior) {
                    Ok(server) => return Ok(server),
                    Err(miss) if misses.contains(&miss) => {}
                    Err(miss) => misses.push(miss),
                }
            }
        }
        Err(misses)
    }

    /// What PCM says of each server of the record when no letter is free (Q150727).
    pub(super) fn without_letter(&self) -> Vec<Miss> {
        let miss = |server: &Server| Miss { code: NO_FREE_DRIVE, path: server.shown(self.directory) };
        self.listed.iter().map(miss).collect()
    }

    fn candidates(&self, step: Step, by: &Chooser) -> Vec<Server<'a>> {
        let listed = |name: &str| self.listed.iter().find(|s| s.name.eq_ignore_ascii_case(name)).copied();
        match step {
            Logon => listed(self.logon.name).into_iter().collect(),
            Mapped => mapped(&by.machine.drives).filter_map(listed).collect(),
            Explicit => vec![self.logon],
            Random => self.by_chance(self.listed.clone(), by),
            Preferred => self.by_chance(by.preferred(self.site).into_iter().filter_map(listed).collect(), by),
        }
    }

    fn by_chance(&self, servers: Vec<Server<'a>>, by: &Chooser) -> Vec<Server<'a>> {
        match self.random {
            RandomServer::Drawn => by.shuffled(servers),
            RandomServer::First => servers,
        }
    }

    fn connect(&self, server: Server<'a>, step: Step, behavior: &Behavior) -> Result<Server<'a>, Miss> {
        let short = match server.is_netware {
            true if behavior.short_netware_path => Some(format!(r"SYS\pcmpkg.src\{}", self.directory)),
            false if behavior.short_server_path => Some(r"SMS_SHR\pcmpkg.src".to_string()),
            _ => None,
        };
        let short = short.filter(|_| step == Explicit).map(|short| format!(r"\\{}\{short}", server.name));
        let too_long = |most: u8| server.name.len() > usize::from(most);
        let code = match () {
            () if behavior.longest_server_name.is_some_and(too_long) => SERVER_NOT_FOUND,
            () if !server.holds_it || short.is_some() => SHARE_NOT_FOUND,
            () if !server.lets_in => ACCESS_DENIED,
            () => return Ok(server),
        };
        Err(Miss { code, path: short.unwrap_or_else(|| server.shown(self.directory)) })
    }
}

/// The servers of the network drives.
fn mapped(drives: &Drives) -> impl Iterator<Item = &str> {
    drives.servers()
}

impl Chooser<'_> {
    fn steps(&self) -> &'static [Step] {
        let has_32_bits = matches!(self.kind, Kind::Win32 | Kind::Service);
        let prefers = has_32_bits && !self.behavior.ignores_preferred_servers;
        let plain = if self.behavior.random_server_always { &[Random] } else { ALL };
        match self.setting {
            "LOCALONLY" => &[Logon, Explicit],
            "DRIVEMAPPINGS" => &[Logon, Mapped, Explicit],
            "RANDOMONLY" => &[Random],
            "PREFERREDONLY" if prefers => &[Preferred, Logon, Explicit],
            "PREFERREDFIRST" if prefers => &[Preferred, Logon, Mapped, Explicit, Random],
            _ => plain,
        }
    }

    /// The preferred servers of a site: the names of values are as `MSWNET:["SMS_SITE=S01"]\\SERVER\SMS_PKGC` (Q195944).
    fn preferred(&self, site: &str) -> Vec<&str> {
        let values = self.machine.drives.registry().values(&format!("{PREFERRED}{site}"));
        let servers = values.into_iter().filter_map(|(name, _)| Some(name.split_once(r"]\\")?.1));
        servers.filter_map(|unc| unc.split('\\').next()).collect()
    }

    fn shuffled<'s>(&self, mut servers: Vec<Server<'s>>) -> Vec<Server<'s>> {
        let mut order = Vec::with_capacity(servers.len());
        while !servers.is_empty() {
            let occurrence = self.nth << u8::BITS | order.len() as u64;
            let picked = match servers.len() as u64 {
                1 => 0,
                many => self.draws.below(many, Purpose::PackageServer, &(self.name)(), occurrence),
            };
            order.push(servers.remove(picked as usize));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Calendar;
    use crate::machine::{Clock, Content, DosPath, Drive, Image, LocalTime, OsKind, factory_image};

    const LOGON: Server<'static> = server("LOGON1");

    const fn server(name: &str) -> Server<'_> {
        Server { name, is_netware: false, holds_it: true, lets_in: true }
    }

    fn machine(setting: &str) -> Machine {
        let clock = Clock::right(Calendar::default());
        let mut machine = Machine::new(OsKind::Nt351, factory_image(OsKind::Nt351), clock);
        let text = format!("[Local]\r\n{SETTING}={setting}\r\n");
        machine
            .drives
            .write(&DosPath::parse("C:\\SMS.INI").unwrap(), Content::of(text), LocalTime(0))
            .unwrap();
        machine.drives.map_to(Drive::new('M').unwrap(), Image::empty(0), "MAPPED");
        machine
    }

    /// The name of the server chosen; `-`: none.
    fn chosen(
        setting: &str,
        listed: &[Server<'static>],
        logon: Server<'static>,
        behavior: &Behavior,
    ) -> String {
        let machine = machine(setting);
        let by = Chooser {
            kind: Kind::Win32,
            machine: &machine,
            behavior,
            draws: Draws::new(0),
            name: &|| "W1".to_string(),
            setting: &setting_of(&machine, behavior),
            nth: 0,
        };
        let servers = Servers {
            logon,
            listed: listed.to_vec(),
            site: "S01",
            directory: "S0100001",
            random: RandomServer::Drawn,
        };
        servers.choose(&by).map_or("-".to_string(), |server| server.name.to_string())
    }

    #[test]
    fn the_four_steps_come_in_their_order() {
        let (mapped, other) = (server("MAPPED"), server("OTHER"));
        let absent = Server { holds_it: false, ..LOGON };
        let shut = |server| Server { lets_in: false, ..server };
        for (setting, listed, logon, expected) in [
            ("", vec![other, mapped, LOGON], LOGON, "LOGON1"),
            ("", vec![other, mapped], LOGON, "MAPPED"),
            ("", vec![other, shut(mapped)], LOGON, "LOGON1"),
            ("", vec![other, shut(mapped)], absent, "OTHER"),
            ("localonly", vec![other, mapped], absent, "-"),
            ("DRIVEMAPPINGS", vec![other, shut(mapped)], absent, "-"),
            ("RANDOMONLY", vec![other], LOGON, "OTHER"),
            ("RANDOM", vec![other, LOGON], LOGON, "LOGON1"),
        ] {
            let got = chosen(setting, &listed, logon, &Behavior::default());
            assert_eq!(got, expected, "{setting}: {listed:?}");
        }
    }

    #[test]
    fn every_server_of_the_list_is_tried_once() {
        let shut = |name| Server { lets_in: false, ..server(name) };
        let listed = [shut("A"), shut("B"), server("C"), shut("D")];
        let absent = Server { holds_it: false, ..LOGON };
        assert_eq!(chosen("", &listed, absent, &Behavior::default()), "C");
        let all_shut = [shut("A"), shut("B")];
        assert_eq!(chosen("", &all_shut, absent, &Behavior::default()), "-");
    }
}
