//! The decision points: one field for each place where a release did something else than was intended.
//!
//! The default is the documented intention. Quirks change it for the releases they affect; everybody else asks the field
//! and never compares releases.

use serde::Serialize;

use super::installer::Builds;
use super::status::Status;
use crate::machine::Flaws;

/// How one site, or one client, behaves.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Behavior {
    pub expiry_notice: ExpiryNotice,
    pub client_bat_place: ClientBatPlace,
    pub pending_work: PendingWork,
    pub locked_sms_ini: LockedSmsIni,
    pub logon_server_choice: LogonServerChoice,
    /// The service of Package Command Manager in the client's own directory counts as a running component (Q168463).
    pub pcm_service_blocks_setup: bool,
    pub script_path: ScriptPath,
    /// The Session Manager of Windows NT passes over pending renames (Q149857).
    pub ignores_pending_renames: bool,
    /// SET, PATH, DPATH and PROMPT of CMD.EXE set ERRORLEVEL to 0 (Q111429, Q137857).
    pub set_resets_errorlevel: bool,
    /// A batch file whose lines end in a line feed alone stops early (Q136023).
    pub stops_at_bare_lf: bool,
    pub synchronous_exit: SynchronousExit,
    /// PCM loses sight of an optional package with SynchronousSystemExitRequired, and of all behind it (Q193784).
    pub synchronous_exit_sticks: bool,
    /// The service of PCM takes a process handle below 32 for an error (Q149672).
    pub small_handles_are_errors: bool,
    /// The service of PCM gives its packages no WINDIR (Q125934).
    pub service_lacks_windir: bool,
    /// PCMDOS breaks off when it writes its report (Q191299).
    pub pcmdos_breaks_off: bool,
    /// PCM on MS-DOS and Windows 3.x writes its reports to UNC names, which NETX does not know (Q160775).
    pub reports_to_unc_names: bool,
    /// The service of PCM does not return status MIFs (Q164877).
    pub service_loses_status_mifs: bool,
    /// The Despooler executes an instruction whose status MIF has not come yet (Q138241).
    pub forestalls_status_mifs: bool,
    pub bad_status_mif: BadStatusMif,
    /// The Despooler leaves an instruction alone until the time that the client's clock showed (Q172899).
    pub waits_for_execution_time: bool,
    /// The overall status of a job stays Retrying (Q150026).
    pub overall_sticks_at_retrying: bool,
    /// It stops the start at a pending rename whose file or directory is gone (Q317189).
    pub stops_at_stale_renames: bool,
    /// PCM counts down whatever `[Local] DisablePCMCountdown` of SMS.INI says (Q185805).
    pub always_counts_down: bool,
    /// A mandatory package can be archived while PCM counts down to it (Q122202).
    pub archives_in_countdown: bool,
    /// PCM runs nothing mandatory while Job Details are open (Q160853).
    pub details_hold_packages_up: bool,
    pub due_order: DueOrder,
    /// PCM runs over slow links what is not mandatory there (Q154931).
    pub ignores_slow_links: bool,
    /// The site has no option "Not Mandatory over Slow Link" (Q191317).
    pub has_no_slow_link_option: bool,
    /// PCMWIN32 runs background tasks, which are the service's (Q165147).
    pub desktop_runs_background: bool,
    /// The service of PCM runs nothing while PCMWIN32 is in memory (Q164657).
    pub desktop_holds_service_up: bool,
    /// The service of PCM does not run what is optional (Q174933).
    pub service_leaves_optional: bool,
    /// The service of PCM runs again what is still in the instruction file (Q166765).
    pub service_runs_what_is_left: bool,
    /// PCM ends when it finds no logon server at its start (Q188578).
    pub quits_without_server: bool,
    /// PCMWIN32 ends when the service is busy at its start (Q231378).
    pub quits_beside_busy_service: bool,
    /// The service of PCM has the semaphore before it has found a logon server (Q173073).
    pub service_hogs_semaphore: bool,
    /// The service of PCM asks one logon server only for its instruction file (Q191293).
    pub service_asks_one_server: bool,
    /// The service of PCM sees no instruction file on a server with Windows NT 4.0 (Q160855).
    pub service_misses_files_of_nt40: bool,
    /// The service of PCM is not told that Windows ends (Q158644).
    pub service_is_not_told_of_end: bool,
    /// NTENCAP, run by the service of PCM, is not told that Windows ends, and takes its upgrade for failed (Q164887).
    pub ntencap_fails_in_service: bool,
    /// A package that restarts the machine stays under Pending Commands of PCMWIN32 (Q191348).
    pub restart_leaves_pending: bool,
    /// PCM tries on and on with an account that is locked (Q230242).
    pub tries_on_with_locked_account: bool,
    /// PCM takes packages from any server of the record, whatever the logon server and network drives are (Q165508).
    pub random_server_always: bool,
    /// PCM looks for a package that the record does not place there too high up on a NetWare logon server (Q161310).
    pub short_netware_path: bool,
    /// The same on logon servers that are not NetWare (Q156402).
    pub short_server_path: bool,
    /// PCM does not know DisableRandomPCMServers of SMS.INI (Q180151).
    pub ignores_server_setting: bool,
    /// PCM does not know preferred distribution servers (Q195944).
    pub ignores_preferred_servers: bool,
    /// Records list servers that were taken out of the site (Q199994).
    pub lists_removed_servers: bool,
    /// PCM finds no server whose name has more characters (Q126643).
    pub longest_server_name: Option<u8>,
    /// Windows 3.x runs no program from a server with a long name (Q128456).
    pub long_unc_fails: bool,
    /// The service of PCM does not look into MSTEST of the logon server (Q152423).
    pub service_passes_mstest_over: bool,
    /// PCM looks in the package for a program that is given with its drive (Q160566).
    pub seeks_drives_in_package: bool,
    /// PCM cannot start what runs with the driver of Microsoft Test 3.0 (Q140920).
    pub mtrun_fails: bool,
    /// PCM looks at nothing but expiry in an instruction file that it has read already (Q163488).
    pub skips_unmodified_instructions: bool,
    /// A record whose offer date has not come opens PCM's window like any other (Q149683).
    pub hidden_offers_open_window: bool,
    /// PCM gives notice of an expired record at every poll, not once (Q188042).
    pub repeats_expiry_notice: bool,
    /// PCM as a service runs what is due before it looks whether it has expired (Q225056).
    pub service_runs_expired: bool,
    /// PCM closes its window when it has run what was mandatory, whatever else is pending (Q122320).
    pub closes_after_mandatory: bool,
    /// PCM adds the hour of daylight saving time to dates: on a client in another time zone (Q189305), ...
    pub daylight_hour_abroad: bool,
    /// ... on a client whose site server does not observe it (Q169474), ...
    pub daylight_hour_alone: bool,
    /// ... and on any (Q186132).
    pub daylight_hour_always: bool,
    /// PCM does not know `[Local] PCMPackageReminderInterval` of SMS.INI (Q187287).
    pub knows_no_reminder: bool,
    /// When PCMHIST.REG is lost, PCM also forgets what it has executed (Q229809).
    pub forgets_executed: bool,
    /// Months of dates in instruction files count from 0 (Q153369).
    pub months_from_zero: bool,
    /// A further instance of a repeating job keeps the first one's Mandatory After (Q141192).
    pub repeats_keep_mandatory: bool,
    /// The Despooler gives an instruction file up that another program has open (Q140928).
    pub gives_up_open_instructions: bool,
    pub executed_records: ExecutedRecords,
    /// Builds of SMS Installer that set RESTART when files are copied by wildcards into a directory where any file is in use
    /// (Q231489).
    pub wildcards_restart: Builds,
    /// Builds that take a file that may not be written for one in use (Q171080).
    pub missing_rights_restart: Builds,
    /// Builds that leave alone a file that is the same already (Q313874).
    pub skips_identical: Builds,
    /// Builds that add `.mif` to the name of the status MIF even when it is there (Q200437).
    pub doubles_mif_extension: Builds,
    /// Builds that write no status MIF on Windows 95 when compiled for 16 bits (Q200439).
    pub loses_mif: Builds,
    /// Builds that heed only the first of several switches (Q198984).
    pub one_installer_switch: Builds,
    /// Builds that take away two sections with one item `Edit INI File` at most (Q199664).
    pub removes_two_sections: Builds,
    /// Builds that keep a section that an item takes away when another section with values follows it in the list, and give it
    /// those values (Q198710).
    pub removed_section_takes_values: Builds,
    /// Builds that leave the token of `Parse String` at the head of what is behind it (Q195858).
    pub parse_keeps_token: Builds,
    /// Builds that keep no more than 127 bytes of a binary value that is written over, for the uninstaller (Q201860).
    pub cuts_old_values: Builds,
    /// Builds that cut the name of a file with a version on Windows 95, when its version is checked (Q235792).
    pub cuts_long_names: Builds,
    /// Builds that cut the names of files that are taken out of a program (Q189313).
    pub cuts_extracted_names: Builds,
    /// Builds that take no more than 1,024 files out of a program (Q238531).
    pub extracts_few_files: Builds,
    /// Builds whose 16-bit programs fail over a status MIF with a long name (Q232240).
    pub fails_over_long_mif_names: Builds,
}

impl Behavior {
    /// What of it is the operating system's.
    pub const fn flaws(&self) -> Flaws {
        Flaws {
            ignores_pending_renames: self.ignores_pending_renames,
            set_resets_errorlevel: self.set_resets_errorlevel,
            stops_at_bare_lf: self.stops_at_bare_lf,
            stops_at_stale_renames: self.stops_at_stale_renames,
        }
    }
}

/// When PCM marks and reports a package that has SynchronousSystemExitRequired.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum SynchronousExit {
    /// As soon as its program has started, since nobody may be there to see it end (Q175652).
    #[default]
    AtStart,
    /// When it has ended, as any other.
    AtEnd,
}

/// What the Despooler makes of a status MIF that it cannot read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum BadStatusMif {
    /// It reports the MIF (event 119), and no status comes of it.
    #[default]
    NoStatus,
    /// It drops the MIF and takes the package for installed (Q190135).
    TakenForSuccess,
}

/// How SMSWORK takes commands out of PendingWork: the two articles differ, and a scenario may choose.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub enum PendingWork {
    /// Each command after it has run (Q139086).
    #[default]
    #[serde(rename = "command by command")]
    CommandByCommand,
    /// The whole line when all have run (Q129602).
    #[serde(rename = "cleared at the end")]
    ClearedAtTheEnd,
}

/// In which order PCM runs several packages that are due.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum DueOrder {
    /// By the time at which they became mandatory (Q173388).
    #[default]
    ByDate,
    /// As their records stand in the instruction file.
    ByRecord,
}

/// How a server is picked by chance.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RandomServer {
    /// By a draw for each client and package.
    #[default]
    Drawn,
    /// The first of the list that has not been tried, as the calmest of draws would have it.
    First,
}

/// What becomes of a record that a client has reported as executed: the articles differ, and a scenario may choose.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub enum ExecutedRecords {
    /// The Despooler takes it out of the instruction file (Q166765, Q172899, Q188042).
    #[default]
    #[serde(rename = "go")]
    Go,
    /// It stays there until it expires (Q191348, Q229809).
    #[serde(rename = "stay")]
    Stay,
}

/// Where client setup puts the call of CLIENT.BAT in AUTOEXEC.BAT.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum ClientBatPlace {
    /// One line before the statement that starts Windows (Q139142).
    #[default]
    BeforeWindows,
    /// At the end of the file (Q137611).
    AtTheEnd,
}

/// What client setup makes of an SMS.INI that another program has open.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum LockedSmsIni {
    /// It leaves the client as it is.
    #[default]
    LeftAlone,
    /// It takes SMS for not installed (Q149673).
    TakenForMissing,
}

/// Which logon server SMSRUN turns to first.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum LogonServerChoice {
    /// The one that SMS.INI names as CurrentLogonServer, then those of its list in their order (Q153288, Q171589).
    #[default]
    CurrentFirst,
    /// Any of the list (Q153288).
    Random,
}

/// How the logon script sets PATH.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum ScriptPath {
    /// With quotes around what was there before, so that it may have blanks.
    #[default]
    Quoted,
    /// Without them (Q161412).
    Bare,
}

/// What the Despooler makes of a client's notice that a job has expired.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum ExpiryNotice {
    /// It removes the client's record and leaves the last reported status alone (Q152229, "expected behavior").
    #[default]
    KeepsStatus,
    /// It also passes a job-status MIF on, with this status.
    Reports(Status),
}
