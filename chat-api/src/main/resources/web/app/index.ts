/* The bundler's entry: what is imported from here is in the bundle, and nothing else. */
import './app';
