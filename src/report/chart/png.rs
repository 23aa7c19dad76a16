//! Turns a chart's SVG into a PNG, with letters from a bundled font so that it looks the same on every machine.

use std::sync::Arc;

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::PngError;

const FONT: &[u8] = include_bytes!("../fonts/DejaVuSans-subset.ttf");
const FAMILY: &str = "DejaVu Sans";

/// Pixels of the PNG for each pixel of the SVG, for screens with fine dots.
const SCALE: f32 = 2.0;

/// Paints `svg` on white at twice its size.
///
/// # Errors
/// When `svg` is no SVG, or too large a picture to paint.
pub fn png(svg: &str) -> Result<Vec<u8>, PngError> {
    let tree = Tree::from_str(svg, &options()).map_err(|error| PngError(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(too_large)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(too_large)?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    encoded(&pixels).map_err(|error| PngError(error.to_string()))
}

/// The picture as a file: without its alpha channel, since all is on white, and packed quickly rather than tightly.
fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let colors = pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colors.collect::<Vec<u8>>())?;
    writer.finish()?;
    Ok(file)
}

fn too_large() -> PngError {
    PngError("it is too large".to_string())
}

fn options() -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Options { fontdb: Arc::new(fonts), font_family: FAMILY.to_string(), ..Options::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text x="5" y="20">W</text></svg>"#;

    #[test]
    fn letters_are_painted_from_the_bundled_font_at_twice_the_size() {
        let painted = Pixmap::decode_png(&png(LETTER).unwrap()).unwrap();
        assert_eq!((painted.width(), painted.height()), (80, 60));
        assert!(painted.pixels().iter().any(|pixel| pixel.red() < 64), "no ink");
        assert!(painted.pixels().iter().all(|pixel| pixel.alpha() == 255), "not on white");
    }

    #[test]
    fn what_is_no_svg_is_an_error() {
        for wrong in ["", "<svg", "<html/>"] {
            assert!(png(wrong).unwrap_err().to_string().contains("PNG"), "{wrong}");
        }
    }
}
