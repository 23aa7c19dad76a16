//! The bytes of files, made when somebody looks.

use super::front::Front;
use super::plan::{self, JobPlan, SourcePlan};
use crate::base::{ClientId, JobId};
use crate::machine::{Clock, OsKind};
use crate::product::names;
use crate::wire::ins::{
    Instruction, InstructionFile, MonthBase, OperatingSystems, RECORD_VERSION, Server, ServerKind, Stamp,
};
use crate::wire::mif::job_status::JobStatusMif;
use crate::wire::mif::status::StatusMif;
use crate::wire::parcel::Parcel;
use crate::wire::pcmdump;
use crate::wire::sni::Sni;
use crate::wire::winst::Winst;

/// The Install Flag of a job that is "Not Mandatory over Slow Link" (Q123499).
const NOT_OVER_SLOW_LINKS: u16 = 2;

impl Front<'_> {
    /// The master of a client's instruction file, in PCMDOM.BOX of the site.
    pub fn master_instructions(&self, client: ClientId) -> InstructionFile {
        self.instructions(self.site.master(client))
    }

    /// A client's instruction file as its own logon server has it, in PCMINS.BOX.
    pub fn client_instructions(&self, client: ClientId) -> InstructionFile {
        let server = self.plan.group(client).config.server;
        self.instructions(self.site.copy_on(server, client))
    }

    /// What PCMDUMP prints of a client's instruction file (Q123499).
    pub fn pcmdump(&self, client: ClientId) -> String {
        pcmdump::dump(&self.client_instructions(client), self.months())
    }

    /// How the site writes months into instruction files (Q153369).
    const fn months(&self) -> MonthBase {
        if self.site.behavior.months_from_zero { MonthBase::Zero } else { MonthBase::One }
    }

    fn instructions(&self, winst: &Winst) -> InstructionFile {
        InstructionFile { records: winst.jobs.iter().map(|&job| self.instruction(job)).collect() }
    }

    /// The record of a job, as the Despooler puts it into an instruction file (Q123499). Which property of the job becomes which
    /// field is partly inferred.
    fn instruction(&self, id: JobId) -> Instruction {
        let plan = self.plan;
        let job: &JobPlan = &plan.jobs[id.ix()];
        let package = &plan.packages[job.package.ix()];
        let directory = &self.shares[job.package.ix()].directory;
        let listed = self.listed[id.ix()].iter();
        let mandatory = job.mandatory_after(&self.site.behavior);
        let civil = |at| Clock::right(plan.calendar).local(at).civil();
        Instruction {
            version: RECORD_VERSION,
            site_id: plan.site.code.clone(),
            request_id: names::request_id(&plan.site.code, u32::from(id.0)),
            package_id: directory.clone(),
            job_id: job.id.clone(),
            install_flag: if self.offers[id.ix()].spares_slow_links { NOT_OVER_SLOW_LINKS } else { 0 },
            install_by: mandatory.map(|at| Stamp::at(civil(at))).unwrap_or_default(),
            display: Stamp::at(civil(job.offer)),
            expiration: job.expire.map(|at| Stamp::at(civil(at))).unwrap_or_default(),
            user_input_flags: u16::from(package.needs_user),
            operating_systems: mask(&package.platforms) | package.other_platforms,
            disk_usage: 0,
            run_command: package.command.clone(),
            wcl_name: package.name.clone(),
            servers: listed.map(|&source| distribution_server(&plan.sources[source], directory)).collect(),
            package_name: package.name.clone(),
            comments: String::new(),
            domain: String::new(),
            reserved: Vec::new(),
        }
    }

    /// The bytes of a file in flight or in a box; `None` for the Scheduler's instructions to the Despooler, whose form no
    /// article tells.
    pub fn bytes(&self, parcel: Parcel) -> Option<Vec<u8>> {
        match parcel {
            Parcel::Job { .. } | Parcel::Cancel { .. } => None,
            Parcel::Instructions { client, .. } => {
                self.master_instructions(client).encode(self.months()).ok()
            }
            Parcel::Notice { client, job, notice, executed, .. } => {
                let site = self.plan.site.code.clone();
                let (job_id, sms_id) = (self.plan.jobs[job.ix()].id.clone(), self.sms_id(client));
                let sni = Sni { site, job_id, sms_id, notice, execution_time: executed.civil(), retries: 0 };
                Some(sni.render().into_bytes())
            }
            Parcel::StatusMif { mif: content, .. }
            | Parcel::Inventory { raw: content, .. }
            | Parcel::Delta { mif: content, .. } => Some(self.site.contents.text(content).to_vec()),
            Parcel::JobStatus { client, job, status, written, mif, .. } => {
                let described = mif.and_then(|id| StatusMif::parse(self.site.contents.text(id)).ok());
                let news = JobStatusMif {
                    job_id: self.plan.jobs[job.ix()].id.clone(),
                    sms_id: self.sms_id(client),
                    status,
                    time: self.plan.calendar.civil(written),
                    description: described.map(|mif| mif.description),
                };
                Some(news.render().into_bytes())
            }
        }
    }

    pub(super) fn sms_id(&self, client: ClientId) -> String {
        names::sms_id(&self.plan.site.code, client.0)
    }
}

/// A server as a record has it (Q123499).
fn distribution_server(source: &SourcePlan, package: &str) -> Server {
    let unc = match source.kind {
        plan::ServerKind::Netware => names::netware_package(&source.name, package),
        _ => names::package_share(&source.name),
    };
    let kind = match source.kind {
        plan::ServerKind::Nt | plan::ServerKind::Nt40 => ServerKind::WinNt3,
        plan::ServerKind::Lanman => ServerKind::LanMan2,
        plan::ServerKind::Netware => ServerKind::NetWare3,
    };
    Server { unc, kind, zone: None }
}

/// The mask knows no OS/2 and no Windows 95 (Q123499); Windows 95 runs the 16-bit PCM (Q151735), and so counts as WIN16
/// (inferred).
pub const fn mask_of(os: OsKind) -> OperatingSystems {
    match os {
        OsKind::Dos5 => OperatingSystems::DOS5,
        OsKind::Dos6 => OperatingSystems::DOS6,
        OsKind::Win31 | OsKind::Wfw311 | OsKind::Win95 => OperatingSystems::WIN16,
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => OperatingSystems::WIN32_X86,
        OsKind::Os2 => OperatingSystems(0),
    }
}

fn mask(platforms: &[OsKind]) -> OperatingSystems {
    platforms.iter().fold(OperatingSystems::default(), |mask, os| mask | mask_of(*os))
}
