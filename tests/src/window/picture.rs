//! A picture of the window, and how much is on it.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::Path;

use super::Failure;

/// A PNG and its pixels, red, green and blue.
pub struct Picture {
    file: Vec<u8>,
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    pub fn read(file: Vec<u8>) -> Result<Self, Failure> {
        let trouble = |error: png::DecodingError| Failure::new(format!("the picture is no PNG: {error}"));
        let mut decoder = png::Decoder::new(Cursor::new(&file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(trouble)?;
        let size = reader.output_buffer_size().ok_or_else(|| Failure::new("the picture is too large"))?;
        let mut bytes = vec![0; size];
        let info = reader.next_frame(&mut bytes).map_err(trouble)?;
        let samples = info.color_type.samples();
        let pixels = bytes.chunks_exact(samples).map(colour).collect();
        Ok(Self { file, width: info.width as usize, pixels })
    }

    /// Writes it as a PNG, with the folder around it.
    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder
            .and_then(|()| std::fs::write(path, &self.file))
            .map_err(|error| Failure::new(format!("{} could not be written: {error}", path.display())))
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.pixels.len().checked_div(self.width).unwrap_or_default())
    }

    /// How many different colours it has: one for a blank picture.
    pub fn colours(&self) -> usize {
        counts(self.pixels.iter()).len()
    }

    /// The share of pixels of a part, in pixels from the upper left corner, that differ from its most common
    /// colour.
    pub fn ink(&self, (x, y): (f64, f64), (width, height): (f64, f64)) -> f64 {
        let (x, y, width, height) = (whole(x), whole(y), whole(width), whole(height));
        let rows = self.pixels.chunks(self.width.max(1)).skip(y).take(height);
        let part: Vec<&[u8; 3]> = rows.flat_map(|row| row.iter().skip(x).take(width)).collect();
        let most = counts(part.iter().copied()).into_values().max().unwrap_or_default();
        if part.is_empty() { 0.0 } else { (part.len() - most) as f64 / part.len() as f64 }
    }
}

/// Grey is a colour with three equal parts; transparency is left out.
fn colour(pixel: &[u8]) -> [u8; 3] {
    match pixel {
        [red, green, blue, ..] => [*red, *green, *blue],
        [grey, ..] => [*grey; 3],
        [] => [0; 3],
    }
}

fn counts<'a>(pixels: impl Iterator<Item = &'a [u8; 3]>) -> HashMap<[u8; 3], usize> {
    let mut counts = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    counts
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on a screen is small and not negative"
)]
fn whole(place: f64) -> usize {
    place.max(0.0).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, pixels: Vec<[u8; 3]>) -> Picture {
        let mut file = Vec::new();
        let height = pixels.len() / width;
        let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(&pixels.concat()).unwrap();
        Picture::read(file).unwrap()
    }

    #[test]
    fn a_blank_picture_has_one_colour_and_no_ink() {
        let blank = picture(4, vec![[9, 9, 9]; 12]);
        assert_eq!((blank.size(), blank.colours(), blank.ink((0.0, 0.0), (4.0, 3.0))), ((4, 3), 1, 0.0));
    }

    #[test]
    fn ink_is_counted_in_the_part_that_is_asked_for() {
        let mut pixels = vec![[255, 255, 255]; 16];
        pixels[0] = [0, 0, 0];
        let dot = picture(4, pixels);
        assert_eq!(dot.ink((0.0, 0.0), (2.0, 2.0)), 0.25);
        assert_eq!(dot.ink((2.0, 2.0), (2.0, 2.0)), 0.0);
        assert_eq!(dot.ink((9.0, 9.0), (2.0, 2.0)), 0.0, "outside is blank");
    }
}
