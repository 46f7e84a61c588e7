//! Photos that villages send: made anew from their pixels, so that nothing else of the file is kept (place, time,
//! device, whatever hides behind the picture), and stored in a folder that no web server serves.

use crate::error::{StoreError, Stored};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::service::Answer;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Largest file that is taken, in bytes.
pub const LARGEST_PHOTO: usize = 5 * 1024 * 1024;
/// Longest side of a photo that is kept, in pixels: a screenshot stays legible.
const SIDE: u32 = 1600;
/// Longest side of a photo that is read, in pixels.
const LARGEST_SIDE: u32 = 12_000;
/// Memory that reading a photo may take, in bytes: 50 million pixels of three bytes, twice.
const MEMORY: u64 = 320 * 1024 * 1024;
const QUALITY: u8 = 80;

/// The folder of the photos.
#[derive(Clone)]
pub(crate) struct Photos {
    folder: Arc<Path>,
    /// One is read at a time: a large one takes much memory.
    reading: Arc<Semaphore>,
}

impl Photos {
    pub(crate) fn new(folder: PathBuf) -> Photos {
        Photos {
            folder: folder.into(),
            reading: Arc::new(Semaphore::new(1)),
        }
    }

    /// Makes a photo anew and keeps it; gives its name. A file whose entry is not written afterwards is dropped with
    /// [`Photos::drop_file`].
    pub(crate) async fn keep(&self, sent: Vec<u8>) -> Answer<String> {
        let _turn = self.reading.acquire().await.map_err(|_| ServiceError::Busy)?;
        let made = tokio::task::spawn_blocking(move || renew(&sent));
        let photo = made.await.map_err(StoreError::from)?;
        let photo = photo.map_err(|problem| ServiceError::field(Field::Photo, problem))?;
        let name = Uuid::now_v7().to_string();
        let write = async {
            tokio::fs::create_dir_all(&self.folder).await?;
            // Under another name first: a photo that is there is whole.
            let part = self.folder.join(format!("{name}.part"));
            tokio::fs::write(&part, &photo).await?;
            tokio::fs::rename(&part, self.file(&name)).await
        };
        write.await.map_err(|error| self.refused(&error))?;
        Ok(name)
    }

    /// A photo that was kept, as JPEG.
    pub(crate) async fn read(&self, name: &str) -> Stored<Vec<u8>> {
        // Names are made here; one from a broken row must not leave the folder.
        let name: Uuid = name.parse().map_err(|_| StoreError::Corrupt("name of a photo"))?;
        let file = self.file(&name.to_string());
        tokio::fs::read(file).await.map_err(|error| self.refused(&error))
    }

    /// Drops a photo whose entry could not be written. What cannot be dropped stays, unknown to anybody.
    pub(crate) async fn drop_file(&self, name: &str) {
        if let Err(error) = tokio::fs::remove_file(self.file(name)).await {
            tracing::warn!(%error, "a photo without an entry stays in the folder");
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.jpg"))
    }

    fn refused(&self, error: &std::io::Error) -> StoreError {
        StoreError::Folder(self.folder.to_path_buf(), error.to_string())
    }
}

/// Reads a JPEG, PNG or WebP by its first bytes, whatever its name says, turns it upright, makes it smaller, and
/// writes its pixels as a new JPEG.
fn renew(sent: &[u8]) -> Result<Vec<u8>, Problem> {
    if sent.len() > LARGEST_PHOTO {
        return Err(Problem::PhotoTooLarge);
    }
    let unreadable = |_| Problem::PhotoKind;
    let format = image::guess_format(sent).map_err(unreadable)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Problem::PhotoKind);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LARGEST_SIDE), Some(LARGEST_SIDE));
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // Kept apart: it is lost with the metadata, and the photo would lie on its side.
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut photo = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    if photo.width() > SIDE || photo.height() > SIDE {
        photo = photo.thumbnail(SIDE, SIDE);
    }
    photo.apply_orientation(turned);
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY)
        .encode_image(&on_white(&photo))
        .map_err(unreadable)?;
    Ok(file)
}

/// JPEG knows no transparency: what is clear becomes white, as on a page.
fn on_white(photo: &DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.to_rgb8();
    }
    let clear = photo.to_rgba8();
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
        let [r, g, b, a] = clear.get_pixel(x, y).0;
        Rgb([mix(r, a), mix(g, a), mix(b, a)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    /// Left half red, right half clear.
    fn picture(width: u32, height: u32) -> DynamicImage {
        let pixel = |x, _| {
            if x < width / 2 {
                Rgba([255, 0, 0, 255])
            } else {
                Rgba([0, 0, 255, 0])
            }
        };
        DynamicImage::ImageRgba8(image::RgbaImage::from_fn(width, height, pixel))
    }

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    /// A JPEG with an EXIF block that holds an orientation and, as a comment would, a place.
    fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS -8.54 115.12");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn each_kind_becomes_a_jpeg_and_what_is_clear_becomes_white() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let made = renew(&written(&picture(40, 20), format)).unwrap();
            let read = image::load_from_memory_with_format(&made, ImageFormat::Jpeg)
                .unwrap()
                .to_rgb8();
            assert_eq!(read.dimensions(), (40, 20));
            let [r, g, b] = read.get_pixel(35, 10).0;
            assert!(r > 240 && g > 240 && b > 240, "{r} {g} {b}");
            let [r, g, b] = read.get_pixel(4, 10).0;
            assert!(r > 200 && g < 60 && b < 60, "{r} {g} {b}");
        }
    }

    #[test]
    fn place_and_device_are_gone_and_the_photo_stands_upright() {
        let plain = written(
            &DynamicImage::ImageRgb8(picture(40, 20).to_rgb8()),
            ImageFormat::Jpeg,
        );
        let sent = with_exif(&plain, 6);
        let holds = |file: &[u8], text: &[u8]| file.windows(text.len()).any(|part| part == text);
        assert!(holds(&sent, b"GPS") && holds(&sent, b"Exif"));
        let hidden = [sent.as_slice(), b"<script>hidden</script>"].concat();
        let made = renew(&hidden).unwrap();
        for trace in [&b"GPS"[..], b"Exif", b"script"] {
            assert!(!holds(&made, trace), "{}", String::from_utf8_lossy(trace));
        }
        let read = image::load_from_memory(&made).unwrap();
        assert_eq!((read.width(), read.height()), (20, 40), "turned by a quarter");
    }

    #[test]
    fn a_large_photo_is_made_smaller_and_a_very_large_file_refused() {
        let made = renew(&written(&picture(3200, 200), ImageFormat::Png)).unwrap();
        let read = image::load_from_memory(&made).unwrap();
        assert_eq!((read.width(), read.height()), (1600, 100));
        assert_eq!(renew(&vec![0; LARGEST_PHOTO + 1]), Err(Problem::PhotoTooLarge));
    }

    #[test]
    fn other_files_are_refused_whatever_they_call_themselves() {
        let cut = &written(&picture(40, 20), ImageFormat::Png)[..60];
        for file in [
            &b""[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a\x01\0\x01\0\0\0\0;",
            b"%PDF-1.7",
            b"\xff\xd8\xff\xe0 no picture",
            cut,
        ] {
            assert_eq!(
                renew(file),
                Err(Problem::PhotoKind),
                "{:?}",
                &file[..file.len().min(8)]
            );
        }
    }

    #[test]
    fn a_picture_that_says_it_is_huge_is_refused_before_it_is_read() {
        let mut png = written(&picture(40, 20), ImageFormat::Png);
        // Width in the header; its checksum no longer fits either.
        png[16..20].copy_from_slice(&50_000u32.to_be_bytes());
        assert_eq!(renew(&png), Err(Problem::PhotoKind));
    }
}
