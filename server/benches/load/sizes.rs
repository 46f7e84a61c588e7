//! Bytes of the files and pages, as they are and as they are transferred.

use crate::Fallible;
use crate::client::{Connection, get};
use crate::data::Data;
use crate::table::{Table, print_columns};
use crate::website::Website;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::PathBuf;

/// WebAssembly, JavaScript, CSS and pages.
pub(crate) struct Sizes(Vec<Size>);

struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    /// As the server sends it to a browser that takes brotli, and to one that takes gzip.
    sent_brotli: usize,
    sent_gzip: usize,
}

/// The public pages: name and path.
pub(crate) struct Pages(Vec<(&'static str, String)>);

impl Pages {
    pub(crate) fn of(data: &Data, ticket: &str) -> Pages {
        Pages(vec![
            ("home", "/".into()),
            ("village", format!("/desa/{}", data.village)),
            (VISIT, format!("/kunjungan/{}", data.visit)),
            ("ticket", format!("/tiket/{ticket}")),
            ("move", format!("/tiket/{ticket}/pindah")),
            ("cancel", format!("/tiket/{ticket}/batal")),
            ("about the NIB", "/tentang-nib".into()),
            ("privacy", "/privasi".into()),
            ("for the village", data.village_link.clone()),
        ])
    }
}

const VISIT: &str = "visit with the booking form";
const WASM: &str = "WebAssembly";
const CSS: &str = "CSS";

impl Sizes {
    pub(crate) async fn take(website: &Website, pages: &Pages, table: &mut Table) -> Fallible<Sizes> {
        let mut paths = files()?;
        paths.extend(pages.0.iter().cloned());
        let mut connection = Connection::open(website.address).await?;
        let mut sizes = Vec::new();
        for (name, path) in paths {
            let mut sent = Vec::new();
            for coding in ["", "br", "gzip"] {
                let answer = connection.ask(&get(&path, coding)).await?;
                if answer.status != 200 || answer.header("content-encoding") != coding {
                    return Err(format!("{path} is not sent as {coding:?}: {}", answer.status).into());
                }
                sent.push(answer.body.to_vec());
            }
            sizes.push(Size {
                name: name.to_owned(),
                raw: sent[0].len(),
                gzip: gzip(&sent[0])?,
                brotli: brotli(&sent[0])?,
                sent_brotli: sent[1].len(),
                sent_gzip: sent[2].len(),
            });
        }
        let sizes = Sizes(sizes);
        let kilobytes = |bytes: usize| bytes as f64 / 1024.0;
        let wasm = sizes.find(WASM)?;
        table.below("WebAssembly, brotli", kilobytes(wasm.brotli), 220.0, "KB");
        table.note(
            "  as the server sends it",
            format!("{:.1} KB", kilobytes(wasm.sent_brotli)),
        );
        let form = sizes.find(VISIT)?.sent_brotli + sizes.find(CSS)?.sent_brotli;
        table.below(
            "HTML + CSS of the booking page, as sent",
            kilobytes(form),
            25.0,
            "KB",
        );
        Ok(sizes)
    }

    fn find(&self, name: &str) -> Fallible<&Size> {
        let found = self.0.iter().find(|size| size.name == name);
        Ok(found.ok_or_else(|| format!("the build has no {name}"))?)
    }

    pub(crate) fn print(&self) {
        let head = [
            "bytes of",
            "raw",
            "gzip -9",
            "brotli",
            "sent as br",
            "sent as gzip",
        ]
        .map(str::to_owned);
        let rows: Vec<[String; 6]> = self
            .0
            .iter()
            .map(|size| {
                let numbers = [size.raw, size.gzip, size.brotli, size.sent_brotli, size.sent_gzip];
                let [raw, gzip, brotli, as_brotli, as_gzip] = numbers.map(|number| number.to_string());
                [size.name.clone(), raw, gzip, brotli, as_brotli, as_gzip]
            })
            .collect();
        print_columns(std::iter::once(&head).chain(&rows));
    }
}

/// The files of the build that a browser loads: those of every page, and the parts of the service day.
fn files() -> Fallible<Vec<(&'static str, String)>> {
    let variable = |name| std::env::var(name).map_err(|_| format!("{name}: run this through `make bench`"));
    let (root, pkg) = (variable("LEPTOS_SITE_ROOT")?, variable("LEPTOS_SITE_PKG_DIR")?);
    let folder = PathBuf::from(root).join(&pkg);
    let mut files = Vec::new();
    let parts = [
        (WASM, "app.", "wasm"),
        ("JavaScript", "app.", "js"),
        (CSS, "app.", "css"),
        ("  more for the service day", "chunk_", "wasm"),
        ("  more for the desk", "split_desk", "wasm"),
        ("  more for a table", "split_table", "wasm"),
    ];
    for (name, begin, ending) in parts {
        let is_it = |file: &str| file.starts_with(begin) && file.ends_with(ending);
        let file = std::fs::read_dir(&folder)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .find(|file| is_it(file))
            .ok_or_else(|| format!("no {begin}….{ending} in {}", folder.display()))?;
        files.push((name, format!("/{pkg}/{file}")));
    }
    Ok(files)
}

fn gzip(bytes: &[u8]) -> Fallible<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Fallible<usize> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings)?;
    Ok(packed.len())
}
