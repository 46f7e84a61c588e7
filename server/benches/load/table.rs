//! The table that is printed in the end.

/// Figures beside their yardsticks.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 6]>);

/// A line of the table.
pub(crate) struct Line<'a> {
    pub(crate) what: &'a str,
    pub(crate) figure: String,
    pub(crate) yardstick: String,
    pub(crate) ratio: Option<f64>,
    pub(crate) target: String,
    /// Whether the target is met; none where there is no target.
    pub(crate) met: Option<bool>,
}

impl Table {
    pub(crate) fn push(&mut self, line: Line<'_>) {
        let met = match line.met {
            Some(true) => "met",
            Some(false) => "NOT MET",
            None => "",
        };
        self.0.push([
            line.what.to_owned(),
            line.figure,
            line.yardstick,
            line.ratio.map_or(String::new(), |ratio| format!("{ratio:.3}")),
            line.target,
            met.to_owned(),
        ]);
    }

    /// A figure that only informs.
    pub(crate) fn note(&mut self, what: &str, figure: String) {
        self.push(Line {
            what,
            figure,
            yardstick: String::new(),
            ratio: None,
            target: String::new(),
            met: None,
        });
    }

    /// A figure that stays below its target.
    pub(crate) fn below(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        let met = Some(figure <= target);
        self.push(Line {
            what,
            figure: format!("{figure:.1} {unit}"),
            yardstick: String::new(),
            ratio: None,
            target: format!("≤ {target} {unit}"),
            met,
        });
    }

    pub(crate) fn print(&self) {
        let head = ["what", "figure", "yardstick", "ratio", "target", ""].map(str::to_owned);
        print_columns(std::iter::once(&head).chain(&self.0));
    }
}

/// Prints rows in columns: the first to the left, the others to the right.
pub(crate) fn print_columns<'a, const N: usize>(rows: impl Iterator<Item = &'a [String; N]> + Clone) {
    let wide = |at: usize| rows.clone().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(wide);
    for row in rows {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[at] - cell.chars().count());
            line += &if at == 0 {
                format!("{cell}{pad}")
            } else {
                format!("  {pad}{cell}")
            };
        }
        println!("{}", line.trim_end());
    }
}

/// The value in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// The value that this share of all is not above.
pub(crate) fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
