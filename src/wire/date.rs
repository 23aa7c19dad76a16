//! Dates as SMS prints them: `mm/dd/yy hh:mm:ss`, with a two-digit year (Q123499, Q169491, Q172899).

use jiff::civil::{Date, DateTime, Time};

/// The years that two digits stand for, from the first a FAT volume can hold (assumed; the samples run from
/// 94 to 01). A year outside them is printed in full, so that every date reads back as it was.
const FIRST_SHORT_YEAR: i16 = 1980;
const LAST_SHORT_YEAR: i16 = FIRST_SHORT_YEAR + 99;

/// The date and time, in whole seconds.
pub fn mdy(at: DateTime) -> String {
    format!("{:02}/{}", at.month(), after_month(at))
}

/// What follows the month and its slash: `dd/yy hh:mm:ss`.
pub(super) fn after_month(at: DateTime) -> String {
    let year = match at.year() {
        short @ FIRST_SHORT_YEAR..=LAST_SHORT_YEAR => format!("{:02}", short % 100),
        full => format!("{full:04}"),
    };
    format!("{:02}/{year} {:02}:{:02}:{:02}", at.day(), at.hour(), at.minute(), at.second())
}

/// Reads what [`mdy`] prints; `None` when it is no such date.
pub fn parse_mdy(text: &str) -> Option<DateTime> {
    let (month, rest) = text.split_once('/')?;
    parse_after_month(two_digits(month)?, rest)
}

/// Reads what [`after_month`] prints, for a month that is known.
pub(super) fn parse_after_month(month: i8, rest: &str) -> Option<DateTime> {
    let (day_year, clock) = rest.split_once(' ')?;
    let (day, year) = day_year.split_once('/')?;
    let day = Date::new(parse_year(year)?, month, two_digits(day)?).ok()?;
    Some(day.to_datetime(parse_clock(clock)?))
}

fn parse_year(text: &str) -> Option<i16> {
    if text.len() != 2 {
        return text.parse().ok();
    }
    let year = FIRST_SHORT_YEAR / 100 * 100 + i16::from(two_digits(text)?);
    Some(if year < FIRST_SHORT_YEAR { year + 100 } else { year })
}

fn parse_clock(text: &str) -> Option<Time> {
    let mut parts = text.splitn(3, ':').map(two_digits);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    Time::new(hour, minute, second, 0).ok()
}

/// Exactly two digits.
pub(super) fn two_digits(text: &str) -> Option<i8> {
    let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_dates_of_the_articles_read_and_print() {
        for (text, at) in [
            ("05/13/01 18:04:37", date(2001, 5, 13).at(18, 4, 37, 0)),
            ("11/01/94 23:59:00", date(1994, 11, 1).at(23, 59, 0, 0)),
            ("01/01/80 00:00:00", date(1980, 1, 1).at(0, 0, 0, 0)),
            ("12/31/79 23:59:59", date(2079, 12, 31).at(23, 59, 59, 0)),
            ("12/31/1979 00:00:00", date(1979, 12, 31).at(0, 0, 0, 0)),
        ] {
            assert_eq!(mdy(at), text);
            assert_eq!(parse_mdy(text), Some(at));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "00/00/00 00:00:00",
            "13/01/95 00:00:00",
            "02/30/95 00:00:00",
            "1/01/95 00:00:00",
            "01/01/95",
            "01/01/95 24:00:00",
            "01/01/95 00:00:00:00",
            "01/01/+5 00:00:00",
        ] {
            assert_eq!(parse_mdy(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_second_reads_back(at in testing::seconds(), year in -9999i16..=9999) {
            let anywhere = at.with().year(year).build().unwrap();
            prop_assert_eq!(parse_mdy(&mdy(at)), Some(at));
            prop_assert_eq!(parse_mdy(&mdy(anywhere)), Some(anywhere));
        }

        #[test]
        fn no_text_panics(text in "[0-9/: +é-]{0,20}") {
            if let Some(at) = parse_mdy(&text) {
                prop_assert_eq!(parse_mdy(&mdy(at)), Some(at));
            }
        }
    }
}
