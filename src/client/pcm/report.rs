//! Telling the site: the `.PCK` and `.SNI` that PCM writes to DESPOOLR.BOX of its logon server.

use super::{PART, Pcm};
use crate::base::{ClientId, Draws, JobId, Purpose, Span};
use crate::client::Effect;
use crate::engine::Outbox;
use crate::machine::LocalTime;
use crate::product::Silence;
use crate::wire::parcel::{ContentId, Parcel};
use crate::wire::sni::Notice;

/// The longest that one small file takes to reach the logon server (assumed).
const SLOWEST_WRITE: Span = Span::ms(500);
/// The shortest (assumed). Never nothing: a file is there only after it was written.
const QUICKEST_WRITE: Span = Span::ms(20);

/// What PCM needs to know to report.
pub struct Reporting<'a> {
    pub client: ClientId,
    pub name: &'a dyn Fn() -> String,
    /// What it writes is there at once, as in a fleet.
    pub at_once: bool,
    pub draws: Draws,
    /// The time by the client's own clock.
    pub shown: LocalTime,
    /// The logon server that the results go to.
    pub server: &'a str,
    pub order: ReportOrder,
    /// Why nothing that PCM writes arrives, if nothing does.
    pub silence: Option<Silence>,
}

/// Which of its two files PCM writes first: the articles differ, and a scenario may choose.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Deserialize, schemars::JsonSchema)]
pub enum ReportOrder {
    /// The status MIF as `.PCK`, then the `.SNI` (Q169491).
    #[default]
    #[serde(rename = "PCK first")]
    PckFirst,
    /// The `.SNI`, then the `.PCK` (Q138241).
    #[serde(rename = "SNI first")]
    SniFirst,
}

impl Reporting<'_> {
    fn instruction(&self, job: JobId, serial: u16, notice: Notice) -> Parcel {
        Parcel::Notice { client: self.client, job, serial, notice, executed: self.shown }
    }

    fn write_time(&self, nth: u64) -> Span {
        if self.at_once {
            return Span::ZERO;
        }
        let slack = SLOWEST_WRITE - QUICKEST_WRITE;
        QUICKEST_WRITE + self.draws.span_below(slack, Purpose::NetworkWrite, &(self.name)(), nth)
    }
}

impl Pcm {
    /// Writes a despooler instruction alone.
    pub(super) fn write_notice(
        &mut self,
        job: JobId,
        notice: Notice,
        by: &Reporting,
        out: &mut Outbox<Effect>,
    ) {
        let serial = self.next_serial();
        let takes = by.write_time(2 * u64::from(serial));
        if by.silence.is_some() {
            return;
        }
        out.note(PART, || format!("writes the .SNI of the {}", notice.subject()));
        out.push(Effect::Write { parcel: by.instruction(job, serial, notice), takes });
    }

    /// Nothing is written, though PCM has reported as far as it knows.
    pub(super) fn write_nothing(&mut self, out: &mut Outbox<Effect>) {
        self.next_serial();
        out.note(PART, || "writes no report".to_string());
    }

    /// Writes the status MIF, renamed to `.PCK`, and the instruction that belongs to it.
    pub(super) fn write_result(
        &mut self,
        job: JobId,
        notice: Notice,
        mif: ContentId,
        by: &Reporting,
        out: &mut Outbox<Effect>,
    ) {
        let serial = self.next_serial();
        let first = by.write_time(2 * u64::from(serial));
        let second = first + by.write_time(2 * u64::from(serial) + 1);
        out.note(PART, || {
            let subject = notice.subject();
            match by.order {
                ReportOrder::PckFirst => {
                    format!("moves the status MIF to .PCK, then writes the .SNI of the {subject}")
                }
                ReportOrder::SniFirst => {
                    format!("writes the .SNI of the {subject}, then moves the status MIF to .PCK")
                }
            }
        });
        let mif = Parcel::StatusMif { client: by.client, serial, mif };
        let instruction = by.instruction(job, serial, notice);
        let (earlier, later) = match by.order {
            ReportOrder::PckFirst => (mif, instruction),
            ReportOrder::SniFirst => (instruction, mif),
        };
        out.push(Effect::Write { parcel: earlier, takes: first });
        out.push(Effect::Write { parcel: later, takes: second });
    }

    /// The serial of the last report.
    pub(super) fn last_serial(&self) -> u16 {
        self.reports.wrapping_sub(1)
    }

    fn next_serial(&mut self) -> u16 {
        let serial = self.reports;
        self.reports = self.reports.wrapping_add(1);
        serial
    }
}
