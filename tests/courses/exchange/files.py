"""Files of questions for the tests, and the smallest image."""

import base64
import io

from PIL import Image


def image(kind="PNG", size=(3, 2), colour="#1f4e79"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


PNG = image()
PNG_TEXT = base64.b64encode(PNG).decode()


def quiz(*questions):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>\n'.encode()
