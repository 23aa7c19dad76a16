//! The job-status MIF: what the Despooler leaves in DELTAMIF.COL for the Data Loader when a client has
//! reported on a job.
//!
//! That it exists is stated (Q169491, Q162558); its layout is documented nowhere and is assumed. The class is
//! named after the JobDetails table that it feeds (event 120, Q122178).

use jiff::civil::DateTime;

use super::{Attribute, Group, Mif, RecordError};
use crate::product::Status;
use crate::wire::date::mdy;

pub const JOB_DETAILS_CLASS: &str = "MICROSOFT|JOBDETAILS|1.0";

const ID_CHARACTERS: u32 = 8;
const STATUS_CHARACTERS: u32 = 32;
const TIME_CHARACTERS: u32 = 32;
const DESCRIPTION_CHARACTERS: u32 = 255;

/// The news about one workstation row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobStatusMif {
    pub job_id: String,
    pub sms_id: String,
    pub status: Status,
    /// When the Despooler wrote it, in whole seconds of the server's clock.
    pub time: DateTime,
    /// The description of the installation program, for event 374 (Q166833).
    pub description: Option<String>,
}

impl JobStatusMif {
    pub fn to_mif(&self) -> Mif {
        let time = mdy(self.time);
        let mut attributes = vec![
            Attribute::read_only(1, "JobID", ID_CHARACTERS, &self.job_id),
            Attribute::read_only(2, "SMSID", ID_CHARACTERS, &self.sms_id),
            Attribute::read_only(3, "Status", STATUS_CHARACTERS, self.status.word()),
            Attribute::read_only(4, "Time", TIME_CHARACTERS, &time),
        ];
        let description = self.description.as_deref();
        attributes.extend(
            description.map(|text| Attribute::read_only(5, "Description", DESCRIPTION_CHARACTERS, text)),
        );
        let group = Group {
            name: "JobDetails".to_string(),
            id: 1,
            class: JOB_DETAILS_CLASS.to_string(),
            key: vec![1, 2],
            description: None,
            attributes,
        };
        Mif { name: "JOBSTATUS".to_string(), description: None, groups: vec![group] }
    }

    /// The text of the file.
    pub fn render(&self) -> String {
        self.to_mif().render()
    }

    /// Finds the news in a MIF.
    ///
    /// # Errors
    /// The group or an attribute is missing, or Status or Time is none.
    pub fn from_mif(mif: &Mif) -> Result<Self, RecordError> {
        let group = mif.required_group(JOB_DETAILS_CLASS)?;
        let word = group.required_text("Status")?;
        let bad = |_| RecordError::BadValue { attribute: "Status", value: word.to_string() };
        Ok(Self {
            job_id: group.required_text("JobID")?.to_string(),
            sms_id: group.required_text("SMSID")?.to_string(),
            status: word.parse().map_err(bad)?,
            time: group.required_date("Time")?,
            description: group.text("Description").map(str::to_string),
        })
    }

    /// Reads the file.
    ///
    /// # Errors
    /// No MIF, or no job-status MIF.
    pub fn parse(bytes: &[u8]) -> Result<Self, RecordError> {
        Self::from_mif(&Mif::parse(bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn complete() -> JobStatusMif {
        JobStatusMif {
            job_id: "VAQ0000F".into(),
            sms_id: "VAQ00005".into(),
            status: Status::Complete,
            time: date(1997, 7, 27).at(9, 0, 0, 0),
            description: None,
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let text = complete().render();
        for (from, to, printed) in [
            ("JOBDETAILS", "JOBSTATUS", "no group of class MICROSOFT|JOBDETAILS|1.0"),
            ("\"SMSID\"", "\"Machine\"", "no text in attribute SMSID"),
            ("\"Complete\"", "\"Done\"", "attribute Status cannot be \"Done\""),
            ("07/27/97", "27.07.97", "attribute Time cannot be \"27.07.97 09:00:00\""),
        ] {
            let error = JobStatusMif::parse(text.replace(from, to).as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), printed);
        }
    }

    prop_compose! {
        fn any_news()(
            job_id in testing::id(), sms_id in testing::id(),
            status in prop::sample::select(&Status::ALL[..]), time in testing::seconds(),
            description in prop::option::of(testing::text()),
        ) -> JobStatusMif {
            JobStatusMif { job_id, sms_id, status, time, description }
        }
    }

    proptest! {
        #[test]
        fn all_news_read_back(news in any_news()) {
            prop_assert_eq!(JobStatusMif::parse(news.render().as_bytes()), Ok(news));
        }

        #[test]
        fn no_bytes_panic(news in any_news(), at: prop::sample::Index, byte: u8) {
            let bytes = testing::damaged(news.render().as_bytes(), at, byte);
            if let Ok(read) = JobStatusMif::parse(&bytes) {
                prop_assert_eq!(JobStatusMif::parse(read.render().as_bytes()), Ok(read));
            }
        }
    }
}
