# syntax=docker/dockerfile:1
# The bulletin as an image: built by Python, served by nginx without root and without writing anything.
#   docker build -t bantin .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL -p 8080:8080 bantin
# Images are named by tag; whoever builds them for readers pins the digests that `docker pull` prints.

FROM python:3.14-slim AS build
WORKDIR /bantin
COPY requirements/build.txt requirements/
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements/build.txt
COPY . .
RUN python build.py build && python build.py host-files nginx --root /srv/bantin --listen 8080 --to container

FROM nginx:1.29-alpine-slim
COPY tools/container/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /bantin/container/bantin.conf /etc/nginx/bantin.conf
COPY --from=build /bantin/output /srv/bantin
# nginx, as that image numbers it
USER 101
EXPOSE 8080
