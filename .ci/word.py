"""The text of a Word document as python-docx reads it: paragraphs and cells in their order."""

import sys

import docx


def text(path):
    def pieces(document):
        for block in document.iter_inner_content():
            if isinstance(block, docx.table.Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield cell.text
            else:
                yield block.text

    return "".join(pieces(docx.Document(path)))


if __name__ == "__main__":
    print(text(sys.argv[1]))
