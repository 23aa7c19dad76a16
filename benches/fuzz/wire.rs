//! Any bytes as one of the files that travel: instruction file, .SNI, MIF, package definition. What reads is written and read
//! again, and comes to the same; a MIF in the Windows directory, and a definition in a package, are taken through a whole run.

use std::sync::LazyLock;

use jiff::civil::date;
use sms_sim::product::quirks;
use sms_sim::scenario::outcome::Verdict;
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::{self, Scenario};
use sms_sim::wire::ins::{Instruction, InstructionFile, MonthBase, OperatingSystems, Server, Stamp};
use sms_sim::wire::mif::Mif;
use sms_sim::wire::mif::status::{Outcome, StatusMif};
use sms_sim::wire::pcmdump;
use sms_sim::wire::pdf::{Pdf, Setup};
use sms_sim::wire::sni::{Notice, Sni};

use super::Input;
use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};

/// Of so many MIFs and definitions one is taken through a run.
const ONE_IN_RUNS: usize = 40;

/// A file, and whether a run is made of it.
#[derive(Debug)]
struct File {
    format: Format,
    bytes: Bytes,
    runs: bool,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Ins,
    Sni,
    Mif,
    Pdf,
}

pub fn instructions(draw: &mut Draw) -> Box<dyn Input> {
    file(draw, Format::Ins)
}

pub fn sni(draw: &mut Draw) -> Box<dyn Input> {
    file(draw, Format::Sni)
}

pub fn mif(draw: &mut Draw) -> Box<dyn Input> {
    file(draw, Format::Mif)
}

pub fn pdf(draw: &mut Draw) -> Box<dyn Input> {
    file(draw, Format::Pdf)
}

fn file(draw: &mut Draw, format: Format) -> Box<dyn Input> {
    let (texts, words): (&[Vec<u8>], &[&str]) = match format {
        Format::Ins => (&INS, &["WINST\0", "\0\0", "\u{7f}"]),
        Format::Sni => (&SNI, &["NOTICE = ", "EXPIRED", "RETRIES = ", "x   ", "13/32/99 25:61:61", "\r\n"]),
        Format::Mif => (&MIF, MIF_WORDS),
        Format::Pdf => {
            (&PDF, &["[PDF]", "Setup]", "=", "TRUE", ",", "SetupVariations=", "CommandLine=", "\r\n", ";"])
        }
    };
    let bytes = text(draw, &Stock { texts, words });
    let runs = matches!(format, Format::Mif | Format::Pdf) && draw.one_in(ONE_IN_RUNS);
    Box::new(File { format, bytes, runs })
}

const MIF_WORDS: &[&str] = &[
    "Start ",
    "End ",
    "Component",
    "Group",
    "Attribute",
    "Name = ",
    "ID = ",
    "Class = ",
    "Key = ",
    "Type = String(64)",
    "Value = ",
    "Storage = Specific",
    "\"",
    "\\x",
    "\\\"",
    "//",
    "--",
    "4294967296",
    "Failed",
];

static INS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let stamp = |full| Stamp { date: Some(date(1997, 7, 27).at(9, 30, 0, 0)), full };
    let record = Instruction {
        version: 6,
        site_id: "S01".to_string(),
        request_id: "S010001".to_string(),
        package_id: "S0100001".to_string(),
        job_id: "S0100001".to_string(),
        install_by: stamp(true),
        display: stamp(true),
        expiration: stamp(false),
        operating_systems: OperatingSystems::WIN16 | OperatingSystems::DOS6,
        run_command: "SETUP.BAT".to_string(),
        servers: vec![Server { unc: r"\\LOGON1\SMS_PKGC".to_string(), kind: Default::default(), zone: None }],
        ..Instruction::default()
    };
    let files = [Vec::new(), vec![record.clone()], vec![record; 3]];
    let encoded = files.map(|records| InstructionFile { records }.encode(MonthBase::One));
    encoded.map(|bytes| bytes.expect("it can be written")).into()
});

static SNI: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let ran = |launched, mif| Notice::Ran { launched, mif };
    let notices = [ran(true, false), ran(true, true), ran(false, false), Notice::Expired];
    let file = |notice| Sni {
        site: "S01".to_string(),
        job_id: "S0100001".to_string(),
        sms_id: "S0100004".to_string(),
        notice,
        execution_time: date(1997, 7, 27).at(18, 4, 37, 0),
        retries: 3,
    };
    notices.map(|notice| file(notice).render().into_bytes()).into()
});

static MIF: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mif = |outcome, locale: Option<&str>| StatusMif {
        manufacturer: "Microsoft".to_string(),
        product: "Excel".to_string(),
        version: "5.0".to_string(),
        locale: locale.map(str::to_string),
        serial_number: "1".to_string(),
        installation: None,
        outcome,
        description: "It did not \"work\"".to_string(),
    };
    let files = [mif(Outcome::Success, None), mif(Outcome::Failed, Some("English"))];
    files.map(|mif| mif.render().into_bytes()).into()
});

static PDF: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let setup = |variation: &str, command: &str| Setup {
        variation: variation.to_string(),
        command_line: command.to_string(),
        platforms: vec!["Windows 3.1".to_string(), "Windows NT 3.1 (x86)".to_string()],
        ..Setup::default()
    };
    let setups = vec![setup("Typical", "SETUP.BAT"), setup("Network", "SETUP.BAT /N")];
    let pdf = Pdf { product: "Excel".to_string(), version: "5.0".to_string(), setups, ..Pdf::default() };
    vec![pdf.render()]
});

impl Input for File {
    fn attempt(&self) {
        let bytes = &self.bytes.0;
        match self.format {
            Format::Ins => instructions_read(bytes),
            Format::Sni => {
                if let Ok(sni) = Sni::parse(bytes) {
                    assert_eq!(Sni::parse(sni.render().as_bytes()), Ok(sni), "an .SNI reads otherwise again");
                }
            }
            Format::Mif => mif_reads(bytes),
            Format::Pdf => drop(Pdf::parse(bytes)),
        }
        if self.runs {
            self.run();
        }
    }
}

fn instructions_read(bytes: &[u8]) {
    for months in [MonthBase::One, MonthBase::Zero] {
        let Ok(file) = InstructionFile::decode(bytes, months) else { continue };
        let again = file.encode(months).expect("what was read can be written");
        assert_eq!(
            InstructionFile::decode(&again, months).as_ref(),
            Ok(&file),
            "a file reads otherwise again"
        );
        assert_eq!(pcmdump::dump(&file, MonthBase::One).is_empty(), file.records.is_empty());
    }
}

fn mif_reads(bytes: &[u8]) {
    let Ok(mif) = Mif::parse(bytes) else { return };
    assert_eq!(Mif::parse(mif.render().as_bytes()).as_ref(), Ok(&mif), "a MIF reads otherwise again");
    let _ = StatusMif::parse(bytes);
}

impl File {
    /// A run in which PCM finds the MIF, or the administrator imports the definition; whatever comes of it, the simulator must not
    /// contradict itself.
    fn run(&self) {
        let Some(scenario) = self.scenario() else { return };
        let run = run_version(&scenario, 0, &Settings::default());
        assert!(run.verdict != Verdict::Broken && run.verdict != Verdict::Unsettled, "{:?}", run.reasons);
    }

    /// `None` where the text cannot be told in a scenario, or the definition defines nothing.
    fn scenario(&self) -> Option<Scenario> {
        let contents = serde_json::to_string(std::str::from_utf8(&self.bytes.0).ok()?).ok()?;
        let package = match self.format {
            Format::Mif => format!(
                "{{command: SETUP.BAT, files: {{SETUP.BAT: 'TYPE A.MIF>C:\\WINDOWS\\A.MIF', A.MIF: {{raw: {contents}}}}}}}"
            ),
            _ => format!("{{pdf: A.PDF, files: {{SETUP.BAT: '@ECHO done', A.PDF: {{raw: {contents}}}}}}}"),
        };
        let text = format!(
            "article: Q169491\ntitle: Fuzz\nversions: [\"1.2 SP4\"]\nsite: {{code: S01, response: very fast}}\nclients:\n  W1: {{os: win311}}\n\
             packages:\n  P: {package}\njobs:\n  S0100001: {{package: P, target: W1}}\nscript:\n  - {{at: d0 09:00, on: W1, run: S0100001}}\n\
             expect:\n  - {{when: settled after d0 09:00, basis: assumed, status: {{W1: Complete}}}}\n"
        );
        scenario::read("fuzz.yaml", text.as_bytes(), &quirks::ids()).ok()
    }
}
