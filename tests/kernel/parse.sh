#!/bin/sh
# The newest apparmor_parser that the machine has, with its own policy beneath; PARSER=own: the
# release's own.
newest=/opt/newest
if [ -d $newest ] && [ "$PARSER" != own ]; then
  LD_LIBRARY_PATH=$(echo $newest/usr/lib/*-linux-gnu) \
    exec $newest/usr/sbin/apparmor_parser --base $newest/etc/apparmor.d "$@"
fi
exec apparmor_parser "$@"
