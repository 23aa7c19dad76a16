//! `sim schema`: the JSON Schema of scenario files.

use std::io::Write as _;

use super::exit::Failure;

pub fn schema() -> Result<u8, Failure> {
    writeln!(std::io::stdout(), "{:#}", sms_sim::scenario::json_schema())?;
    Ok(0)
}
