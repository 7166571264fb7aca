CREATE DATABASE coterie_state;
