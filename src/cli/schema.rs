//! `sim schema`: the JSON Schema of scenario files.

use super::exit::Failure;
use super::output;

pub fn schema() -> Result<u8, Failure> {
    output::print(&format!("{:#}\n", sms_sim::scenario::json_schema()))?;
    Ok(0)
}
