//! The defects, one file an article. Nothing outside this folder compares releases.
//!
//! A quirk says which setups it affects, what it changes in [`Behavior`], and which deviations from the reference
//! status model it accounts for. [`ALL`] is the one list of them.

mod q111429;
mod q122202;
mod q122320;
mod q125934;
mod q126643;
mod q128456;
mod q136023;
mod q137611;
mod q137857;
mod q138241;
mod q140920;
mod q140928;
mod q141192;
mod q149672;
mod q149673;
mod q149683;
mod q149857;
mod q150026;
mod q152229;
mod q152423;
mod q153288;
mod q153369;
mod q154931;
mod q156402;
mod q158644;
mod q160566;
mod q160775;
mod q160853;
mod q160855;
mod q161310;
mod q161412;
mod q163488;
mod q164657;
mod q164877;
mod q164887;
mod q165147;
mod q165508;
mod q166765;
mod q168463;
mod q169474;
mod q171080;
mod q172899;
mod q173073;
mod q173388;
mod q174933;
mod q175652;
mod q180151;
mod q185805;
mod q186132;
mod q187287;
mod q188042;
mod q188578;
mod q189305;
mod q189313;
mod q190135;
mod q191293;
mod q191299;
mod q191317;
mod q191348;
mod q193784;
mod q195858;
mod q195944;
mod q198710;
mod q198984;
mod q199664;
mod q199994;
mod q200437;
mod q200439;
mod q201860;
mod q225056;
mod q229809;
mod q230242;
mod q231378;
mod q231489;
mod q232240;
mod q235792;
mod q238531;
mod q313874;
mod q317189;

use super::behavior::Behavior;
use super::deviation::{Deviation, Silence};
use super::release::{Level, Release};
use crate::machine::OsKind;

/// Every quirk, in order of article number.
pub static ALL: &[&dyn Quirk] = &[
    &q111429::SetResetsErrorlevel,
    &q122202::ArchivedInCountdown,
    &q122320::WindowClosesBehindMandatory,
    &q125934::ServiceWithoutWindir,
    &q126643::LongServerNames,
    &q128456::NoProgramFromLongNames,
    &q136023::LineFeedsEndBatchFiles,
    &q137611::ClientBatBehindWindows,
    &q137857::ServicePackResetsErrorlevel,
    &q138241::InstructionBeforeItsStatusMif,
    &q140920::TestDriverNotStarted,
    &q140928::OpenInstructionsGivenUp,
    &q141192::RepeatedMandatoryDate,
    &q149672::LowHandleMeansError,
    &q149673::LockedSmsIniMeansNotInstalled,
    &q149683::HiddenOffersOpenTheWindow,
    &q149857::PendingRenamesIgnored,
    &q150026::OverallStaysRetrying,
    &q152229::ExpiredJobsAlterStatus,
    &q152423::ServicePassesMstestOver,
    &q153288::LogonServerAtRandom,
    &q153369::MonthsFromZero,
    &q154931::SlowLinksAreIgnored,
    &q156402::ShortServerPath,
    &q158644::ServiceNotToldOfEnd,
    &q160566::DrivesSoughtInPackage,
    &q160775::NoStatusOverNetx,
    &q160853::JobDetailsHoldPackagesUp,
    &q160855::FilesOfNt40Missed,
    &q161310::ShortNetwarePath,
    &q161412::BlanksInPath,
    &q163488::UnmodifiedInstructionsSkipped,
    &q164657::DesktopHoldsServiceUp,
    &q164877::ServiceKeepsStatusMifs,
    &q164887::NtencapFailsInService,
    &q165147::DesktopRunsBackgroundTasks,
    &q165508::RandomServerAlways,
    &q166765::ServiceRunsWhatIsLeft,
    &q168463::PcmServiceBlocksSetup,
    &q169474::DaylightHourOfWindows95,
    &q171080::MissingRightsMeanInUse,
    &q172899::ClockAheadKeepsDespoolerWaiting,
    &q173073::ServiceHogsSemaphore,
    &q173388::DuePackagesOutOfOrder,
    &q174933::ServiceLeavesOptional,
    &q175652::ForcedRestartStaysPending,
    &q180151::ServerSettingUnknown,
    &q185805::CountdownCannotBeSwitchedOff,
    &q186132::DaylightHourOfServicePack3,
    &q187287::NoReminder,
    &q188042::ExpiryNoticeAtEveryPoll,
    &q188578::GoneWithoutLogonServer,
    &q189305::DaylightHourInAnotherZone,
    &q189313::ExtractedNamesCut,
    &q190135::BadStatusMifMeansSuccess,
    &q191293::ServiceAsksOneServer,
    &q191299::PcmdosBreaksOff,
    &q191317::NoOptionForSlowLinks,
    &q191348::RestartLeavesPending,
    &q193784::SynchronousExitSticks,
    &q195858::ParseStringKeepsToken,
    &q195944::PreferredServersUnknown,
    &q198710::DeletedSectionTakesValues,
    &q198984::OnlyFirstSwitch,
    &q199664::TwoSectionsGone,
    &q199994::RemovedServersListed,
    &q200437::MifExtensionDoubled,
    &q200439::NoMifOnWindows95,
    &q201860::OldValuesCut,
    &q225056::ServiceRunsExpired,
    &q229809::LostHistoryReinstalls,
    &q230242::TriesOnWithLockedAccount,
    &q231378::GoneBesideBusyService,
    &q231489::WildcardsRestart,
    &q232240::LongMifNamesFail,
    &q235792::LongNamesCut,
    &q238531::FewFilesExtracted,
    &q313874::IdenticalFilesSkipped,
    &q317189::StaleRenameStopsTheStart,
];

/// What a quirk may depend on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Setup {
    /// The release of the component that decides: the site's for a service, the client's for PCM.
    pub release: Release,
    /// The client's machine; `None` for the site.
    pub machine: Option<Os>,
}

/// A build of an operating system.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Os {
    pub kind: OsKind,
    pub service_pack: u8,
}

impl Setup {
    pub const fn site(release: Release) -> Self {
        Self { release, machine: None }
    }

    pub const fn client(release: Release, kind: OsKind, service_pack: u8) -> Self {
        Self { release, machine: Some(Os { kind, service_pack }) }
    }

    /// Whether PCM there is a Windows program: PCMWIN16, PCMWIN32 or PCMSVC32.
    fn pcm_has_windows(&self) -> bool {
        self.machine.is_some() && !self.runs(&[OsKind::Dos5, OsKind::Dos6])
    }

    /// Whether PCM there is PCMWIN16.
    fn has_pcmwin16(&self) -> bool {
        self.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Os2])
    }

    /// Whether it is a client's on Windows NT: PCM there is PCMWIN32, and may be PCMSVC32.
    fn is_nt(&self) -> bool {
        self.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    /// Whether it is a client's, and its operating system one of `kinds`.
    fn runs(&self, kinds: &[OsKind]) -> bool {
        self.machine.is_some_and(|os| kinds.contains(&os.kind))
    }
}

/// The latest service pack that any quirk knows of.
const LAST_SERVICE_PACK: u8 = 6;

/// Every setup of a release: the site's, and that of each kind of client.
pub fn setups(release: Release) -> impl Iterator<Item = Setup> {
    let packs = (0..=LAST_SERVICE_PACK)
        .flat_map(move |pack| OsKind::ALL.into_iter().map(move |kind| Setup::client(release, kind, pack)));
    std::iter::once(Setup::site(release)).chain(packs)
}

/// Whether a quirk affects anything of a release.
pub fn affects_release(quirk: &dyn Quirk, release: Release) -> bool {
    setups(release).any(|setup| quirk.affects(&setup))
}

/// How well a quirk's cause and extent are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evidence {
    Stated,
    Inferred,
    Assumed,
}

impl Evidence {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
        }
    }
}

/// A defect described by one knowledge-base article.
pub trait Quirk: Sync {
    /// The article in lower case, as `q152229`: also the name of its file and of its scenario.
    fn id(&self) -> &'static str;

    /// The article's subject in a few words.
    fn title(&self) -> &'static str;

    /// What a person sees.
    fn symptom(&self) -> &'static str;

    /// Why it happens.
    fn cause(&self) -> &'static str;

    /// What is known of it, and how.
    fn evidence(&self) -> &'static [(Evidence, &'static str)];

    /// The fields of [`Behavior`] that it sets.
    fn sets(&self) -> &'static [&'static str];

    /// Whether `setup` has the defect.
    fn affects(&self, setup: &Setup) -> bool;

    /// Brings the defect about in a setup that has it.
    fn apply(&self, setup: &Setup, behavior: &mut Behavior);

    /// Whether the defect accounts for `deviation` in a setup that has it.
    fn claims(&self, setup: &Setup, deviation: &Deviation) -> bool;

    /// Whether the defect accounts for reports that never become a status, and why they do not; it is asked of the client's own
    /// release.
    fn claims_silence(&self, _: Silence) -> bool {
        false
    }

    /// Whether the defect shows in the status of jobs; if not, it shows on machines only, and claims no deviation.
    fn shows_in_status(&self) -> bool {
        true
    }
}

/// The quirk with this id.
pub fn find(id: &str) -> Option<&'static dyn Quirk> {
    ALL.iter().copied().find(|q| q.id() == id)
}

/// How `setup` behaves: the documented intention, changed by each of `quirks` that affects it.
pub fn behavior(setup: &Setup, quirks: &[&dyn Quirk]) -> Behavior {
    let mut behavior = Behavior::default();
    for quirk in quirks.iter().filter(|q| q.affects(setup)) {
        quirk.apply(setup, &mut behavior);
    }
    behavior
}

/// The ids of all quirks.
pub fn ids() -> Vec<&'static str> {
    ALL.iter().map(|q| q.id()).collect()
}

/// The releases, service packs included, that the grid of `sim quirks` has a column for.
pub fn grid_releases() -> [Release; Level::ALL.len()] {
    Level::ALL.map(Release::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(behavior: &Behavior) -> serde_json::Map<String, serde_json::Value> {
        serde_json::to_value(behavior).unwrap().as_object().unwrap().clone()
    }

    /// The fields that `quirk` really changes for `setup`.
    fn changed(quirk: &'static dyn Quirk, setup: &Setup) -> Vec<String> {
        let (before, after) = (fields(&Behavior::default()), fields(&behavior(setup, &[quirk])));
        before.into_iter().filter(|(name, value)| after[name] != *value).map(|(name, _)| name).collect()
    }

    #[test]
    fn quirks_are_listed_in_order_and_documented() {
        assert!(ids().is_sorted());
        for quirk in ALL {
            for text in [quirk.title(), quirk.symptom(), quirk.cause()] {
                assert!(text.len() > 20, "{}: say more than `{text}`", quirk.id());
            }
            assert!(!quirk.evidence().is_empty(), "{} has no evidence", quirk.id());
        }
    }

    #[test]
    fn a_quirk_sets_the_fields_it_names_and_no_two_set_one_field() {
        for setup in grid_releases().into_iter().flat_map(setups) {
            let mut taken = Vec::new();
            for quirk in ALL {
                let changed = changed(*quirk, &setup);
                assert_eq!(!changed.is_empty(), quirk.affects(&setup), "{} on {}", quirk.id(), setup.release);
                assert!(
                    changed.iter().all(|f| quirk.sets().contains(&f.as_str())),
                    "{} sets {changed:?}",
                    quirk.id()
                );
                assert!(!changed.iter().any(|f| taken.contains(f)), "{} sets a field twice", quirk.id());
                taken.extend(changed);
            }
        }
    }
}
