//! How the columns of a table share a width that is less than they want.

/// The page's width among columns that want more of it: what is no wider than its share stays so, what
/// cannot be narrower gets that, and the rest share what is left by what they want.
pub(super) fn shared(area: f64, wanted: &[f64], least: &[f64]) -> Vec<f64> {
    let share = area / wanted.len() as f64;
    let mut rooms: Vec<Option<f64>> =
        wanted.iter().map(|wanted| (*wanted <= share).then_some(*wanted)).collect();
    loop {
        let left = area - rooms.iter().flatten().sum::<f64>();
        let open = |index: &usize| rooms[*index].is_none();
        let parts: f64 = (0..wanted.len()).filter(open).map(|index| wanted[index]).sum();
        let room = |index: usize| left.max(0.0) * wanted[index] / parts;
        let narrow = (0..wanted.len()).filter(open).find(|index| room(*index) < least[*index]);
        match narrow {
            Some(index) => rooms[index] = Some(least[index]),
            None => {
                let all = rooms.iter().enumerate();
                return all.map(|(index, own)| own.unwrap_or_else(|| room(index))).collect();
            }
        }
    }
}

/// Widths moved, half a character at a time, from other columns to the one that makes a row the highest,
/// as long as the highest row becomes lower: a column whose longest text stands in a low row needs less.
/// `texts` are the widths of the cells on one line, row by row; `inset` is what of a column is no text's.
pub(super) fn balanced(
    texts: &[Vec<f64>],
    mut rooms: Vec<f64>,
    least: &[f64],
    inset: f64,
) -> Vec<f64> {
    const STEP: f64 = 0.5;
    const MOST: usize = 40;
    // The highest row, in lines, and the column that makes it so.
    let highest = |rooms: &[f64]| -> (f64, usize) {
        let cells = texts.iter().flat_map(|row| row.iter().zip(rooms).enumerate());
        let lines = cells.map(|(at, (text, room))| (text / (room - inset).max(1.0), at));
        lines.fold((0.0, 0), |best, next| if next.0 > best.0 { next } else { best })
    };
    let mut best = highest(&rooms);
    for _ in 0..MOST {
        let can_give = |from: &usize| *from != best.1 && rooms[*from] - STEP >= least[*from];
        let moved = (0..rooms.len()).filter(can_give).map(|from| {
            let mut moved = rooms.clone();
            moved[from] -= STEP;
            moved[best.1] += STEP;
            (highest(&moved), moved)
        });
        match moved.min_by(|(one, _), (other, _)| one.0.total_cmp(&other.0)) {
            Some((found, moved)) if found.0 < best.0 - 1e-6 => (best, rooms) = (found, moved),
            _ => break,
        }
    }
    rooms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_row_is_as_low_as_can_be() {
        // 200 characters stand beside 30 in one row, 40 beside 50 in the other.
        let texts = [vec![3.0, 30.0, 200.0], vec![3.0, 40.0, 50.0]];
        let least = [4.0, 2.0, 2.0];
        let rooms = shared(28.0, &[4.0, 40.0, 200.0], &least);
        let height = |rooms: &[f64]| {
            let cells = texts.iter().flat_map(|row| row.iter().zip(rooms));
            cells.map(|(text, room)| text / (room - 1.0)).fold(0.0, f64::max)
        };
        let balanced = balanced(&texts, rooms.clone(), &least, 1.0);
        assert!(height(&balanced) < 11.2 && height(&rooms) > 13.0, "{rooms:?} {balanced:?}");
        assert!((balanced.iter().sum::<f64>() - 28.0).abs() < 1e-6);
        assert!(balanced.iter().zip(&least).all(|(room, least)| room >= least));
        // One row alone is best as its texts are long.
        let one = [vec![30.0, 60.0]];
        let rooms = shared(28.0, &[30.0, 60.0], &[2.0, 2.0]);
        assert_eq!(super::balanced(&one, rooms.clone(), &[2.0, 2.0], 0.0), rooms);
    }
}
