{{- define "bioreview.name" -}}{{ .Release.Name | trunc 50 | trimSuffix "-" }}-bioreview{{- end }}

{{- define "bioreview.selector" -}}
app.kubernetes.io/name: bioreview
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end }}

{{- define "bioreview.labels" -}}
app.kubernetes.io/name: bioreview
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "bioreview.claim" -}}{{ .Values.weights.existingClaim | default (printf "%s-weights" (include "bioreview.name" .)) }}{{- end }}

{{- define "bioreview.port" -}}{{ eq .Values.engine "vllm" | ternary 8000 8077 }}{{- end }}

{{/* Requests that run or wait, as the engine counts them. */}}
{{- define "bioreview.line" -}}
{{- if eq .Values.engine "vllm" -}}
sum(vllm:num_requests_running{namespace="{{ .Release.Namespace }}"}) + sum(vllm:num_requests_waiting{namespace="{{ .Release.Namespace }}"})
{{- else -}}
sum(bioreview_queue_running{namespace="{{ .Release.Namespace }}"}) + sum(bioreview_queue_waiting{namespace="{{ .Release.Namespace }}"})
{{- end -}}
{{- end }}

{{- define "bioreview.podSecurity" -}}
runAsNonRoot: true
runAsUser: 64990
runAsGroup: 64990
fsGroup: 64990
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "bioreview.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}
