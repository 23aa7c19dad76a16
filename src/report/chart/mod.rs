//! Charts of an outcome, drawn as SVG without any font or library of the machine, so that equal outcomes give equal
//! bytes everywhere.

pub(super) mod axis;
mod boxes;
mod frame;
#[cfg(feature = "png")]
mod png;
mod status;

pub use boxes::boxes_svg;
#[cfg(feature = "png")]
pub use png::png;
pub use status::status_svg;

/// Why an SVG could not be painted as PNG.
#[derive(Debug)]
pub struct PngError(String);

impl std::fmt::Display for PngError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the chart could not be painted as PNG: {}", self.0)
    }
}

impl std::error::Error for PngError {}

#[cfg(test)]
mod tests;
