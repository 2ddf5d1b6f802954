# Web, worker and scheduler are the same image with another command (see compose.yaml).
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        gettext libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 CORPU_VAR=/data
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY . .
RUN msgfmt --check-format -o corpu/locale/id/LC_MESSAGES/django.mo corpu/locale/id/LC_MESSAGES/django.po \
    && useradd --create-home --uid 10001 corpu \
    && mkdir /data && chown corpu /data
USER corpu
VOLUME /data
EXPOSE 8000

CMD ["gunicorn", "corpu.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
