/** Tells the type checker what the site's bundler makes of component and style files. */
declare module "*.vue" {
  import type { DefineComponent } from "vue";

  const component: DefineComponent;
  export default component;
}
declare module "*.css" {}
