//! Abstractions of a fleet: what the workload W2, an expiry fleet that other simulators run as well, leaves out.
//!
//! W2 has `N` clients, each with a poll phase of its own. Some run a package at a time of the first day, and some of those
//! fail. A client reports at its first poll at or after that, and gives notice of the expiry at its first poll at or after
//! that. What it writes is at once in the one queue of a server that takes messages as they come. Every draw is a function of
//! the client's number, so that programs which have nothing else in common must come to the same counts.

use serde::Deserialize;

use super::plan::Takes;
use crate::base::{ClientId, SimTime, Span};
use crate::product::Behavior;

/// Which abstractions there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, schemars::JsonSchema)]
pub enum Fleet {
    /// Draws and paths of the workload W2: PCM sees that a package has ended at its first poll at or after its start, what
    /// it writes is at once in RECEIVE, the Despooler begins at once, notice of an expiry is given once, and draws are those of W2,
    /// whatever the seed.
    #[serde(rename = "w2-draws")]
    W2Draws,
}

/// What all draws of W2 depend on.
const SEED: u64 = 1994;
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
/// Draws that each client has.
const STREAMS: u64 = 4;

/// What a draw is for; the number is part of the workload.
#[derive(Clone, Copy)]
enum Stream {
    Phase = 0,
    Runs = 1,
    When = 2,
    Fails = 3,
}

fn draw(client: ClientId, stream: Stream) -> u64 {
    let number = u64::from(client.0) * STREAMS + stream as u64;
    let mut z = SEED.wrapping_add(number.wrapping_mul(GOLDEN)).wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A share of `whole`, as great as the draw is among all draws.
fn part(draw: u64, whole: u64) -> u64 {
    ((u128::from(draw) * u128::from(whole)) >> 64) as u64
}

fn is_among(draw: u64, percent: u8) -> bool {
    u128::from(draw) < (u128::from(percent) << 64) / 100
}

impl Fleet {
    /// What clients do, without what the workload leaves out: a notice is given once, where a million clients of SMS 1.2 would give it
    /// again at every poll until the site has seen to it (Q188042), and so never let it come to an end.
    #[must_use]
    pub fn simplified(self, behavior: Behavior) -> Behavior {
        Behavior { repeats_expiry_notice: false, ..behavior }
    }

    /// Where in its interval a client polls.
    pub fn phase(self, client: ClientId, interval: Span) -> Span {
        Span(part(draw(client, Stream::Phase), interval.0))
    }

    /// When somebody takes up what is offered from `offer` on and seen at `now`; `None`: never.
    pub fn takes_up(self, client: ClientId, takes: Takes, offer: SimTime, now: SimTime) -> Option<SimTime> {
        let later = Span(part(draw(client, Stream::When), takes.within.0));
        is_among(draw(client, Stream::Runs), takes.likely).then(|| now.max(offer + takes.after + later))
    }

    /// Whether the person says no to what a package asks, as so many in a hundred do.
    pub fn declines(self, client: ClientId, percent: u8) -> bool {
        is_among(draw(client, Stream::Fails), percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against the published definition of the workload.
    #[test]
    fn the_first_clients_draw_what_the_workload_says() {
        let drawn =
            [(0, Stream::Phase), (1, Stream::Phase), (7, Stream::Fails)].map(|(c, s)| draw(ClientId(c), s));
        assert_eq!(drawn, [0x15F4_2D04_31A8_D125, 0xD9C2_22A5_B305_95D3, 0xD111_E945_17C6_01B2]);
    }
}
