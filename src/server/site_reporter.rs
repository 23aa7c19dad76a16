//! Site Reporter: passes MIFs on to the parent site, or deletes them at the top one (Q169491).

use super::Effect;
use super::tail::Tail;
use crate::base::{SimTime, Span};
use crate::engine::Outbox;

/// Deleting one file (assumed).
pub(super) const TIME_PER_FILE: Span = Span::ms(50);

pub fn step(tail: &mut Tail, now: SimTime, out: &mut Outbox<Effect>) {
    let Some(parcel) = tail.reporting.filebox.take(now) else { return };
    out.mention(Effect::Took(parcel));
    out.note("Site Reporter", || "deletes a MIF: this is the top site".to_string());
}
